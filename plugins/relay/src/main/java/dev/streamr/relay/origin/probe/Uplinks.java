package dev.streamr.relay.origin.probe;

import dev.streamr.api.LiveStream;
import dev.streamr.api.Node;
import dev.streamr.api.NodeName;
import dev.streamr.api.StreamInfo;
import dev.streamr.api.StreamRegistry;
import dev.streamr.relay.origin.pulse.PulseWitness;
import dev.streamr.relay.pulse.PulseAnswer;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures uplinks of nodes that have little to do, one node after the other, so that two do not share this machine's own
 * line. A new node is measured at once; later only while a stream is live, and the more seldom the steadier the line is,
 * since every transfer costs the friend some of his traffic: at 4 MiB, 20 MiB a day for a steady one.
 */
final class Uplinks implements PulseWitness, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Uplinks.class.getName());

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration SILENT = Duration.ofSeconds(5);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofMinutes(10);
    private static final Duration LATE = Duration.ofHours(6);
    /** With so many viewers its line is in use, and their receipts tell more. */
    private static final int FEW_VIEWERS = 2;
    private static final double STEADY = 0.25;
    /** Nodes that are remembered; as many as an origin has friends. */
    private static final int MOST_NODES = 1_000;

    private final Measurement measurement;
    private final TransferLinks links;
    private final StreamRegistry streams;
    private final ObjLongConsumer<NodeName> found;
    private final ProbeMetrics metrics;
    private final Map<String, State> states = new ConcurrentHashMap<>();
    private final Thread loop;
    private volatile boolean closed;

    /**
     * @param found takes what was measured of a node, in bits per second
     */
    Uplinks(Measurement measurement, TransferLinks links, StreamRegistry streams, ObjLongConsumer<NodeName> found,
            ProbeMetrics metrics) {
        this.measurement = measurement;
        this.links = links;
        this.streams = streams;
        this.found = found;
        this.metrics = metrics;
        this.loop = Thread.ofVirtual().name("relay-uplinks").start(this::run);
    }

    /**
     * One node.
     *
     * @param bitsPerSecond measured last; 0: never
     * @param gap           until the next measurement
     * @param dueAt         when that is
     */
    private record State(Node node, boolean idle, long heardAt, long bitsPerSecond, Duration gap, long dueAt) {

        static State fresh(Node node, boolean idle, long now) {
            return new State(node, idle, now, 0, SOON, now);
        }

        State heard(Node fresh, boolean nowIdle, long now) {
            return new State(fresh, nowIdle, now, bitsPerSecond, gap, dueAt);
        }

        State measured(long bits, long now) {
            if (bits == 0) {
                return new State(node, idle, heardAt, bitsPerSecond, gap, now + AFTER_FAILURE.toNanos());
            }
            boolean steady = Math.abs(bits - bitsPerSecond) <= STEADY * bitsPerSecond;
            Duration next = !steady ? SOON : gap.multipliedBy(2).compareTo(LATE) > 0 ? LATE : gap.multipliedBy(2);
            return new State(node, idle, heardAt, bits, next, now + next.toNanos());
        }
    }

    @Override
    public void answered(Node node, PulseAnswer answer) {
        int busy = answer.carried().stream().mapToInt(one -> Math.max(0, one.viewers()) + Math.max(0, one.children()))
                .sum();
        boolean idle = busy <= FEW_VIEWERS && answer.wish().equals("active");
        long now = System.nanoTime();
        if (states.size() < MOST_NODES || states.containsKey(node.id())) {
            states.merge(node.id(), State.fresh(node, idle, now), (known, _) -> known.heard(node, idle, now));
        }
    }

    private void run() {
        try {
            while (!closed) {
                Thread.sleep(LOOK);
                look();
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "no more transfers");
        }
    }

    /** What fails for one node is no reason to measure none. */
    private void look() {
        try {
            due(System.nanoTime()).ifPresent(this::measure);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a measurement failed", e);
        }
    }

    private Optional<State> due(long now) {
        // What is known of a node outlives an outage of a day, so that a line that comes and goes is not measured anew.
        states.values().removeIf(state -> now - state.heardAt() > Duration.ofDays(1).toNanos());
        boolean live = streams.streams().stream().anyMatch(Uplinks::live);
        return states.values().stream()
                .filter(state -> state.idle() && now - state.heardAt() < SILENT.toNanos() && now - state.dueAt() >= 0)
                .filter(state -> live || state.bitsPerSecond() == 0).min(Comparator.comparingLong(State::dueAt));
    }

    private static boolean live(LiveStream stream) {
        return !stream.relayed() && stream.info().state() == StreamInfo.State.LIVE;
    }

    private void measure(State due) {
        Measurement.Result result = links.to(due.node())
                .map(access -> measurement.of(access, due.bitsPerSecond())).orElse(new Measurement.Result(0, 0));
        metrics.transferred(result.bytes());
        long now = System.nanoTime();
        @Nullable
        State after = states.computeIfPresent(due.node().id(),
                (_, state) -> state.measured(result.bitsPerSecond(), now));
        if (after != null && result.bitsPerSecond() > 0) {
            found.accept(due.node().name(), result.bitsPerSecond());
            LOG.log(Level.INFO, "node {0} sends {1} kbit/s", due.node().name(), result.bitsPerSecond() / 1_000);
        }
    }

    @Override
    public void close() {
        closed = true;
        loop.interrupt();
    }
}
