package dev.streamr.daemon.stream;

import dev.streamr.api.EventBus;
import dev.streamr.api.LimitExceededException;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Publication;
import dev.streamr.api.StreamInfo.State;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import io.prometheus.client.CollectorRegistry;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** The streams of this node. One thread looks every 100 ms what is due in all of them. */
public final class Streams implements StreamRegistry, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Streams.class.getName());
    private static final long TICK_MILLIS = 100;

    private final StreamsConfig config;
    private final EventBus events;
    private final StreamClock clock;
    private final StreamMetrics metrics;
    private final WindowBudget budget;
    private final ConcurrentSkipListMap<StreamName, Stream> streams = new ConcurrentSkipListMap<>();
    private final ReentrantLock entrance = new ReentrantLock();
    private final ScheduledExecutorService ticker = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("streams").factory());

    /**
     * @param config   how much is kept, and for how long
     * @param events   hears of streams that start, stop, or need mending
     * @param registry takes the metrics
     */
    public Streams(StreamsConfig config, EventBus events, CollectorRegistry registry) {
        this(config, events, registry, StreamClock.SYSTEM);
        var _ = ticker.scheduleAtFixedRate(this::tickSafely, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** With another clock, and nobody who looks at it: call {@link #tick}. */
    Streams(StreamsConfig config, EventBus events, CollectorRegistry registry, StreamClock clock) {
        this.config = config;
        this.events = events;
        this.clock = clock;
        this.metrics = new StreamMetrics(registry);
        this.budget = new WindowBudget(config.window().totalBytes(), metrics);
    }

    @Override
    public Publication publish(StreamName name, String protocol) {
        entrance.lock();
        try {
            Stream stream = streams.get(name);
            if (stream == null) {
                makeRoom();
                stream = new Stream(name, config, clock, events, metrics, budget);
                streams.put(name, stream);
            }
            Publication publication = stream.publish(protocol);
            count();
            return publication;
        } finally {
            entrance.unlock();
        }
    }

    @Override
    public Optional<LiveStream> find(StreamName name) {
        return Optional.ofNullable(streams.get(name));
    }

    @Override
    public List<LiveStream> streams() {
        return List.copyOf(streams.values());
    }

    /** Ends all streams, so that players get a clean end; what is there stays watchable until {@link #close}. */
    public void endAll(String reason) {
        streams.values().forEach(stream -> stream.endNow(reason));
        count();
    }

    /** Ends and forgets everything. */
    @Override
    public void close() {
        ticker.shutdownNow();
        endAll("the daemon stops");
        entrance.lock();
        try {
            List.copyOf(streams.values()).forEach(this::forget);
        } finally {
            entrance.unlock();
        }
    }

    /** Does what is due by now. */
    void tick() {
        for (Stream stream : streams.values()) {
            if (stream.tick()) {
                forgetIfOver(stream);
            }
        }
        count();
    }

    private void tickSafely() {
        try {
            tick();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "streams: the regular look failed", e);
        }
    }

    private void forgetIfOver(Stream stream) {
        entrance.lock();
        try {
            if (stream.tick()) {
                forget(stream);
            }
        } finally {
            entrance.unlock();
        }
    }

    private void forget(Stream stream) {
        streams.remove(stream.name());
        stream.forget();
    }

    /** A stream that is over gives its place to one that begins. */
    private void makeRoom() {
        if (streams.size() < config.maxStreams()) {
            return;
        }
        Stream over = streams.values().stream().filter(stream -> stream.state() == State.ENDED).findFirst()
                .orElseThrow(() -> new LimitExceededException(
                        "%d streams at a time are allowed (streams.max-streams)".formatted(config.maxStreams())));
        forget(over);
    }

    private void count() {
        metrics.live((int) streams.values().stream().filter(stream -> stream.state() == State.LIVE).count());
    }
}
