package dev.streamr.relay.origin.proof;

import dev.streamr.api.Contribution.DeliveryClaim;
import dev.streamr.api.ContributionLog;
import dev.streamr.api.Node;
import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import dev.streamr.relay.origin.pulse.PulseWitness;
import dev.streamr.relay.pulse.PulseAnswer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Turns what nodes count into claims, one per node and stream every ten seconds. Counts of a node run from its start: one
 * that has fallen began anew. Any thread; nothing blocks.
 */
final class Claims implements PulseWitness {

    private static final System.Logger LOG = System.getLogger(Claims.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(10);
    /** No friend's line is faster; what is said beyond is not written down. */
    private static final long MOST_BITS_PER_SECOND = 10_000_000_000L;
    /** Nodes and streams that are remembered; the one that was silent longest is forgotten. */
    private static final int MOST = 10_000;

    private record Key(String nodeId, StreamName stream) {}

    /** What was claimed last. */
    private record Counted(long egressBytes, long at) {}

    private final ContributionLog log;
    private final ProofMetrics metrics;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Map<Key, Counted> counted = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Counted> eldest) {
            return size() > MOST;
        }
    };

    Claims(ContributionLog log, ProofMetrics metrics, InstantSource clock, LongSupplier nanoTime) {
        this.log = log;
        this.metrics = metrics;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    public void answered(Node node, PulseAnswer answer) {
        for (PulseAnswer.Carried carried : answer.carried()) {
            if (StreamName.isValid(carried.stream())) {
                said(node.name(), new Key(node.id(), new StreamName(carried.stream())), carried);
            }
        }
    }

    private synchronized void said(NodeName node, Key key, PulseAnswer.Carried carried) {
        long now = nanoTime.getAsLong();
        long egress = carried.egressBytes();
        Counted before = counted.get(key);
        if (before == null) {
            // What it sent before this origin began to listen was for others, or was claimed already.
            counted.put(key, new Counted(egress, now));
            return;
        }
        long took = now - before.at();
        boolean restarted = egress < before.egressBytes();
        if (took < EVERY.toNanos() && !restarted) {
            return;
        }
        long bytes = restarted ? egress : egress - before.egressBytes();
        long most = (long) (took / 1e9 * MOST_BITS_PER_SECOND / 8);
        if (bytes > most) {
            LOG.log(System.Logger.Level.WARNING, "node {0} claims {1} MB of {2} in {3} s, which cannot be", node,
                    bytes / 1_000_000, key.stream(), Duration.ofNanos(took).toSeconds());
            metrics.implausibleClaim(bytes - most);
        }
        if (bytes > 0) {
            log.add(new DeliveryClaim(clock.instant(), key.nodeId(), key.stream(), Duration.ofNanos(took),
                    Math.min(bytes, most), carried.viewers()));
        }
        counted.put(key, new Counted(egress, now));
    }
}
