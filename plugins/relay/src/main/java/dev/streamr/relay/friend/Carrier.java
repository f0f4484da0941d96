package dev.streamr.relay.friend;

import dev.streamr.api.JoinedOrigin;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Packaging;
import dev.streamr.api.PluginContext;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.relay.pull.Blame;
import dev.streamr.relay.pull.PullMetrics;
import dev.streamr.relay.pull.RelayedStream;
import dev.streamr.relay.pull.Transport;
import dev.streamr.relay.pulse.Pulse;
import dev.streamr.relay.pulse.PulseAnswer;
import dev.streamr.relay.tags.FrameRing;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Carries the streams that the origin's pulses order, and lets the others go. Any thread. */
final class Carrier implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Carrier.class.getName());
    /** A stream without an order stays so long for the viewers it still has. */
    private static final Duration GRACE = Duration.ofSeconds(10);
    /** A stream that is carried for so short a time need not be ready yet. */
    private static final Duration BEGINNING = Duration.ofSeconds(5);
    /** Who waits for a stream that is not here yet looks so often. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private final StreamRegistry streams;
    private final Sessions sessions;
    private final FriendMetrics metrics;
    private final PullMetrics pullMetrics;
    private final Delivered sent = new Delivered();
    private final Blame blame = new Blame();
    private final Transport transport = new Transport();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** At most {@link Pulse#MOST_ORDERS}, and as many that are in their last seconds. */
    private final Map<StreamName, Carried> carried = new ConcurrentHashMap<>();
    private byte[] originKey = new byte[0];
    /** Streams are pulled from where the origin was when they began. */
    private @Nullable URI originUrl;
    private volatile boolean closed;

    /** A stream, and when it was ordered last. */
    private static final class Carried {

        private final RelayedStream stream;
        private final long since = System.nanoTime();
        private volatile long orderedAt = since;

        Carried(RelayedStream stream) {
            this.stream = stream;
        }

        boolean orderedWithin(Duration time) {
            return System.nanoTime() - orderedAt < time.toNanos();
        }
    }

    Carrier(PluginContext context, Sessions sessions) {
        this.streams = context.streams();
        this.sessions = sessions;
        this.metrics = new FriendMetrics(context.metrics());
        this.pullMetrics = new PullMetrics(context.metrics());
    }

    /** Carries what is ordered, from this origin. */
    void obey(List<Pulse.Order> orders, JoinedOrigin from) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (!Arrays.equals(originKey, from.key().encoded()) || !from.url().equals(originUrl)) {
                originKey = from.key().encoded();
                originUrl = from.url();
                letAllGo();
            }
            orders.forEach(order -> obey(order, from));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void obey(Pulse.Order order, JoinedOrigin from) {
        if (!StreamName.isValid(order.stream())
                || from.stream().filter(only -> !only.value().equals(order.stream())).isPresent()) {
            LOG.log(Level.DEBUG, "the origin orders a stream that this machine was not invited for");
            return;
        }
        StreamName name = new StreamName(order.stream());
        Carried present = carried.get(name);
        try {
            if (present == null) {
                RelayedStream stream = new RelayedStream(name, from.url(), from.key(), streams, transport, blame,
                        pullMetrics);
                stream.order(order);
                carried.put(name, new Carried(stream));
                stream.start();
            } else {
                present.stream.order(order);
                present.orderedAt = System.nanoTime();
            }
        } catch (IllegalArgumentException e) {
            LOG.log(Level.WARNING, "relay of {0}: the order cannot be carried out: {1}", name, e.getMessage());
        }
    }

    /** Lets go what was not ordered for long enough, or lately and nobody watches; counts who watches. */
    void look(Duration orderedWithin) {
        Map<StreamName, Sessions.Count> counts = sessions.counts();
        carried.forEach((name, one) -> {
            Sessions.Count count = counts.getOrDefault(name, Sessions.Count.NONE);
            metrics.viewers(name, count.viewers());
            boolean unwatched = count.viewers() + count.children() == 0;
            if (!one.orderedWithin(unwatched ? orderedWithin : orderedWithin.plus(GRACE))) {
                letGo(name);
            }
        });
    }

    private void letGo(StreamName name) {
        Carried gone = carried.remove(name);
        if (gone != null) {
            gone.stream.close();
            metrics.forget(name);
        }
    }

    /** Lets all go at once. */
    void letAllGo() {
        carried.keySet().forEach(this::letGo);
    }

    /** The stream when it is carried and has media; whatever there is of it when the time is over. */
    Optional<LiveStream> await(StreamName name, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        lock.lockInterruptibly();
        try {
            Optional<LiveStream> found = withMedia(name);
            while (found.isEmpty() && deadline - System.nanoTime() > 0) {
                var _ = changed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                found = withMedia(name);
            }
            return found.or(() -> streams.find(name).filter(LiveStream::relayed));
        } finally {
            lock.unlock();
        }
    }

    private Optional<LiveStream> withMedia(StreamName name) {
        return Optional.ofNullable(carried.get(name)).flatMap(one -> one.stream.stream())
                .filter(stream -> !stream.window(Packaging.FMP4).snapshot().segments().isEmpty());
    }

    /** The frames of a stream's tags, for relays behind this one. */
    Optional<FrameRing> frames(StreamName name) {
        return Optional.ofNullable(carried.get(name)).map(one -> one.stream.frames());
    }

    /** Bytes went to a viewer or another relay. */
    void delivered(StreamName stream, long bytes) {
        sent.add(stream, bytes);
        if (carried.containsKey(stream)) {
            metrics.egress(stream, bytes);
        }
    }

    /** What went out. */
    Delivered sent() {
        return sent;
    }

    /** Says whether the origin is there. */
    void up(boolean is) {
        metrics.up(is);
    }

    /** The first stream that could not be got for some seconds, and why; one that is over is no trouble. */
    Optional<String> trouble() {
        long now = System.nanoTime();
        return carried.entrySet().stream().filter(one -> now - one.getValue().since > BEGINNING.toNanos())
                .flatMap(one -> trouble(one.getKey(), one.getValue().stream.standing()).stream()).findFirst();
    }

    private static Optional<String> trouble(StreamName name, RelayedStream.Standing standing) {
        return standing.ready() || standing.over()
                ? Optional.empty()
                : Optional.of("stream " + name + ": " + standing.why());
    }

    /** The answer to a pulse. */
    PulseAnswer answer(Pulse pulse, JoinedOrigin to) {
        Map<StreamName, Sessions.Count> counts = sessions.counts();
        List<PulseAnswer.Carried> all = carried.entrySet().stream().limit(Pulse.MOST_ORDERS)
                .map(one -> carried(one.getKey(), one.getValue().stream.standing(),
                        counts.getOrDefault(one.getKey(), Sessions.Count.NONE)))
                .toList();
        return new PulseAnswer(to.nodeId(), pulse.boot(), pulse.counter(), to.wish().name().toLowerCase(Locale.ROOT),
                to.why(), sent.bytes(), all, blame.counts(Blame.Kind.LATE), blame.counts(Blame.Kind.WRONG),
                blame.counts(Blame.Kind.FAILED));
    }

    private PulseAnswer.Carried carried(StreamName name, RelayedStream.Standing standing, Sessions.Count count) {
        return new PulseAnswer.Carried(name.value(), standing.newest().sequence(), standing.newest().index(),
                standing.ready(), count.viewers(), count.children(), sent.bytes(name), standing.hopMicros(),
                standing.why());
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            letAllGo();
        } finally {
            lock.unlock();
        }
        transport.close();
    }
}
