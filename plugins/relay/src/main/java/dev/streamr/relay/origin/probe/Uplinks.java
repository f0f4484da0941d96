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
 * line. A new node is measured at once; later only while a stream is live, when its {@link Line} is due.
 */
final class Uplinks implements PulseWitness, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Uplinks.class.getName());

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration SILENT = Duration.ofSeconds(5);
    /** Nodes that are remembered; as many as an origin has friends. */
    private static final int MOST_NODES = 1_000;

    private final Measurement measurement;
    private final TransferLinks links;
    private final StreamRegistry streams;
    private final ObjLongConsumer<NodeName> found;
    private final ProbeMetrics metrics;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();
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

    @Override
    public void answered(Node node, PulseAnswer answer) {
        boolean willing = answer.wish().equals("active");
        int busy = answer.carried().stream().mapToInt(one -> Math.max(0, one.viewers()) + Math.max(0, one.children()))
                .sum();
        long now = System.nanoTime();
        if (lines.size() < MOST_NODES || lines.containsKey(node.id())) {
            lines.merge(node.id(), Line.fresh(node, willing, busy, now),
                    (known, _) -> known.heard(node, willing, busy, now));
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

    private Optional<Line> due(long now) {
        // What is known of a node outlives an outage of a day, so that a line that comes and goes is not measured anew.
        lines.values().removeIf(line -> now - line.heardAt() > Duration.ofDays(1).toNanos());
        boolean live = streams.streams().stream().anyMatch(Uplinks::live);
        return lines.values().stream()
                .filter(line -> now - line.heardAt() < SILENT.toNanos() && line.isDue(now))
                .filter(line -> live || line.bitsPerSecond() == 0).min(Comparator.comparingLong(Line::dueAt));
    }

    private static boolean live(LiveStream stream) {
        return !stream.relayed() && stream.info().state() == StreamInfo.State.LIVE;
    }

    private void measure(Line due) {
        Measurement.Result result = links.to(due.node())
                .map(access -> measurement.of(access, due.bitsPerSecond())).orElse(new Measurement.Result(0, 0));
        metrics.transferred(result.bytes());
        long now = System.nanoTime();
        @Nullable
        Line after = lines.computeIfPresent(due.node().id(),
                (_, line) -> line.measured(result.bitsPerSecond(), now));
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
