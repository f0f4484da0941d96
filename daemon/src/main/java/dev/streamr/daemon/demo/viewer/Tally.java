package dev.streamr.daemon.demo.viewer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What all viewers of this process got and felt. Safe for use by several threads. */
final class Tally {

    /** Machines that have a line of their own; what comes from others is counted as {@code others}. */
    private static final int MOST_NODES = 200;
    /** Reasons of broken sessions that are printed; more say nothing new. */
    private static final int MOST_REASONS = 20;

    private final NodeTally origin = new NodeTally();
    private final Map<String, NodeTally> nodes = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Playout> playouts = new ConcurrentLinkedQueue<>();
    private final LongAdder sessions = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final LongAdder receipts = new LongAdder();
    private final LongAdder skipped = new LongAdder();

    /**
     * One line of output. All counts are since the beginning.
     *
     * @param playing  viewers with a picture that moves
     * @param sessions that were opened
     * @param refused  requests for a session that were answered with "full"
     * @param broken   sessions that ended in an error
     * @param receipts that the origin took
     * @param skipped  segments that were left out because they were gone or too old
     */
    record Line(int viewers, int playing, long sessions, long refused, long broken, long receipts, long skipped,
            long stalls, long longStalls, long stalledMillis, long longestStallMillis, long longestGapMillis,
            Samples.Spread latencyMillis, NodeTally.Line origin, Map<String, NodeTally.Line> nodes) {}

    /** One more viewer. */
    Playout viewer() {
        Playout playout = new Playout();
        playouts.add(playout);
        return playout;
    }

    NodeTally of(Source source) {
        if (source.isOrigin()) {
            return origin;
        }
        String node = nodes.size() < MOST_NODES || nodes.containsKey(source.node()) ? source.node() : "others";
        return nodes.computeIfAbsent(node, _ -> new NodeTally());
    }

    void opened() {
        sessions.increment();
    }

    void refused() {
        refused.increment();
    }

    void receipt() {
        receipts.increment();
    }

    void skipped(long segments) {
        skipped.add(segments);
    }

    void broken(Exception reason) {
        broken.increment();
        if (broken.sum() <= MOST_REASONS) {
            System.err.println("a viewer's session ended: " + reason);
        }
    }

    /** Forgets the longest and the latencies, to see those of what comes next. */
    void mark() {
        long now = System.nanoTime();
        playouts.forEach(playout -> playout.mark(now));
        origin.mark();
        nodes.values().forEach(NodeTally::mark);
    }

    Line line() {
        Instant time = Instant.now();
        long wall = TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + time.getNano() / 1000;
        long now = System.nanoTime();
        List<Playout.Felt> felt = playouts.stream().map(playout -> playout.felt(now, wall)).toList();
        List<Long> latencies = new ArrayList<>();
        felt.stream().filter(Playout.Felt::playing).forEach(one -> latencies.add(one.latencyMillis()));
        Map<String, NodeTally.Line> lines = new TreeMap<>();
        nodes.forEach((node, tally) -> lines.put(node, tally.line()));
        return new Line(felt.size(), latencies.size(), sessions.sum(), refused.sum(), broken.sum(), receipts.sum(),
                skipped.sum(), felt.stream().mapToLong(Playout.Felt::stalls).sum(),
                felt.stream().mapToLong(Playout.Felt::longStalls).sum(),
                felt.stream().mapToLong(Playout.Felt::stalledMillis).sum(),
                felt.stream().mapToLong(Playout.Felt::longestStallMillis).max().orElse(0),
                felt.stream().mapToLong(Playout.Felt::longestGapMillis).max().orElse(0), Samples.spread(latencies),
                origin.line(), lines);
    }
}
