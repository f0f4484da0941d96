package dev.streamr.daemon.stream;

import dev.streamr.api.Event;
import dev.streamr.api.EventBus;
import dev.streamr.api.FlvTag;
import dev.streamr.api.LiveStream;
import dev.streamr.api.NameTakenException;
import dev.streamr.api.Packaging;
import dev.streamr.api.Protocol;
import dev.streamr.api.Publication;
import dev.streamr.api.SegmentWindow;
import dev.streamr.api.StreamInfo;
import dev.streamr.api.StreamInfo.State;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.api.StreamWarning;
import dev.streamr.api.TagReader;
import dev.streamr.api.Track;
import dev.streamr.daemon.stream.StreamMetrics.Ended;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One stream: its life (live, interrupted, ended, forgotten), its ring and its windows. The life is guarded by one
 * lock; media goes past it and asks only by the publisher's number whether it is still heard.
 */
final class Stream implements LiveStream {

    private static final System.Logger LOG = System.getLogger(Stream.class.getName());
    /** How long a request for a packaging holds. */
    private static final Duration REQUEST = Duration.ofMinutes(1);
    /** Different warnings kept per broadcast. */
    private static final int MOST_WARNINGS = 16;

    private final StreamName name;
    private final StreamsConfig config;
    private final StreamClock clock;
    private final EventBus events;
    private final WindowBudget budget;
    private final StreamMetrics metrics;
    private final Audience audience;
    private final TagRing ring;
    private final Map<Packaging, LiveWindow> windows = new EnumMap<>(Packaging.class);
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, StreamWarning> warnings = new LinkedHashMap<>();
    private volatile TagMeter meter = new TagMeter();
    private volatile long publisher;
    private volatile long tsRequestedUntil;
    private volatile boolean tsRequested;
    private volatile boolean relayed;
    private State state = State.ENDED;
    private boolean begun;
    private Instant since;
    private long deadline;
    private List<Track> tracks = List.of();

    Stream(StreamName name, StreamsConfig config, StreamClock clock, EventBus events, StreamMetrics metrics,
            WindowBudget budget) {
        this.name = name;
        this.config = config;
        this.clock = clock;
        this.events = events;
        this.budget = budget;
        this.metrics = metrics;
        this.since = clock.now();
        this.audience = new Audience(name, metrics);
        this.ring = new TagRing(config.tags(), clock, audience::followers);
        for (Packaging packaging : Packaging.values()) {
            LiveWindow window = new LiveWindow(config.window(), budget);
            windows.put(packaging, window);
            budget.enter(window);
        }
    }

    @Override
    public StreamName name() {
        return name;
    }

    @Override
    public boolean relayed() {
        return relayed;
    }

    @Override
    public StreamInfo info() {
        TagMeter.Rates rates = meter.rates();
        lock.lock();
        try {
            return new StreamInfo(name, state, since, tracks, rates.framesPerSecond(), rates.videoBitsPerSecond(),
                    rates.audioBitsPerSecond(), rates.keyframeIntervalMicros(), audience.counts(),
                    List.copyOf(warnings.values()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public TagReader follow(Protocol protocol) {
        return audience.follow(ring, protocol);
    }

    @Override
    public SegmentWindow window(Packaging packaging) {
        return live(packaging);
    }

    @Override
    public void request(Packaging packaging) {
        if (packaging == Packaging.MPEGTS) {
            tsRequestedUntil = clock.nanoTime() + REQUEST.toNanos();
            tsRequested = true;
        }
    }

    @Override
    public boolean requested(Packaging packaging) {
        return switch (packaging) {
            case FMP4 -> true;
            case MPEGTS -> tsRequested && clock.nanoTime() - tsRequestedUntil < 0;
        };
    }

    @Override
    public void viewers(Protocol protocol, int count) {
        audience.report(protocol, count);
    }

    @Override
    public void delivered(Protocol protocol, long bytes) {
        audience.delivered(protocol, bytes);
    }

    /**
     * A publisher begins; the one before it is no longer heard.
     *
     * @throws NameTakenException when the stream is relayed and this publisher is not, or the other way round
     */
    StreamPublication publish(String protocol) {
        lock.lock();
        try {
            State before = state;
            boolean relay = protocol.equals(StreamRegistry.RELAY);
            if (before != State.ENDED && relay != relayed) {
                throw taken();
            }
            long number = publisher + 1;
            publisher = number;
            relayed = relay;
            if (!relay) {
                metrics.published(name);
            }
            state = State.LIVE;
            warnings.clear();
            meter = new TagMeter();
            ring.publisher(number, before == State.ENDED);
            windows.values().forEach(window -> window.publisher(number));
            announceStart(before, protocol);
            return new StreamPublication(this, number);
        } finally {
            lock.unlock();
        }
    }

    private NameTakenException taken() {
        return new NameTakenException(relayed
                ? "This machine relays a stream named " + name
                        + " for its origin. Publish under another name, or leave the origin first: streamr leave"
                : "a stream named " + name + " is published on this machine itself");
    }

    private void announceStart(State before, String protocol) {
        Instant now = clock.now();
        if (before == State.ENDED) {
            since = now;
            tracks = List.of();
        }
        String how = switch (before) {
            case LIVE -> "taken over";
            case INTERRUPTED -> "back";
            case ENDED -> begun ? "live again" : "live";
        };
        begun = true;
        LOG.log(Level.INFO, "stream {0}: {1}, published by {2}", name, how, protocol);
        if (before != State.LIVE) {
            events.publish(new Event.StreamStarted(now, name));
        }
    }

    boolean heard(long number) {
        return publisher == number;
    }

    void tag(long number, FlvTag tag) {
        FlvTag placed = ring.append(number, tag);
        if (placed != null) {
            meter.count(placed);
        }
    }

    LiveWindow live(Packaging packaging) {
        LiveWindow window = windows.get(packaging);
        if (window == null) {
            throw new IllegalStateException("no window for " + packaging);
        }
        return window;
    }

    void tracks(long number, List<Track> described) {
        lock.lock();
        try {
            if (heard(number)) {
                tracks = List.copyOf(described);
            }
        } finally {
            lock.unlock();
        }
    }

    void warn(long number, StreamWarning warning) {
        lock.lock();
        try {
            if (!heard(number) || warnings.size() >= MOST_WARNINGS
                    || warnings.putIfAbsent(warning.code(), warning) != null) {
                return;
            }
        } finally {
            lock.unlock();
        }
        LOG.log(Level.WARNING, "stream {0}: {1}: {2}", name, warning.code(), warning.detail());
        events.publish(new Event.StreamWarned(clock.now(), name, warning));
    }

    /** A publisher lets go. */
    void close(long number, Publication.End end) {
        lock.lock();
        try {
            if (!heard(number) || state != State.LIVE) {
                return;
            }
            if (end == Publication.End.INTERRUPTED && !relayed) {
                metrics.interrupted(name);
            }
            if (end == Publication.End.INTERRUPTED && !config.interruptedGrace().isZero()) {
                state = State.INTERRUPTED;
                deadline = clock.nanoTime() + config.interruptedGrace().toNanos();
                LOG.log(Level.INFO, "stream {0}: cut off, waiting {1} s for its encoder", name,
                        config.interruptedGrace().toSeconds());
            } else {
                boolean finished = end == Publication.End.FINISHED;
                end(finished ? Ended.FINISHED : Ended.CUT_OFF, finished ? "finished" : "cut off");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the stream now, whoever publishes: the daemon stops. */
    void endNow(String reason) {
        lock.lock();
        try {
            if (state != State.ENDED) {
                end(Ended.STOPPED, reason);
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(Ended how, String reason) {
        if (!relayed) {
            metrics.ended(how);
        }
        state = State.ENDED;
        deadline = clock.nanoTime() + config.keepEnded().toNanos();
        ring.end();
        windows.values().forEach(LiveWindow::end);
        Instant now = clock.now();
        LOG.log(Level.INFO, "stream {0}: over after {1} s, {2}", name, Duration.between(since, now).toSeconds(),
                reason);
        events.publish(new Event.StreamStopped(now, name));
    }

    State state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does what is due by now.
     *
     * @return whether the stream has been over for long enough to be forgotten
     */
    boolean tick() {
        lock.lock();
        try {
            if (state == State.LIVE) {
                ring.closeAged();
                return false;
            }
            if (clock.nanoTime() - deadline < 0) {
                return false;
            }
            if (state == State.INTERRUPTED) {
                end(Ended.CUT_OFF, "its encoder did not come back");
                return false;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Gives back what it holds; nobody finds it any more. */
    void forget() {
        windows.values().forEach(window -> {
            window.forget();
            budget.leave(window);
        });
        audience.forget();
    }
}
