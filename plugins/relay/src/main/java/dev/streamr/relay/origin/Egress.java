package dev.streamr.relay.origin;

import dev.streamr.api.Protocol;
import dev.streamr.api.StreamName;
import dev.streamr.relay.origin.node.Relay;
import dev.streamr.relay.origin.plan.Plan;
import dev.streamr.relay.pulse.PulseAnswer.Carried;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.CollectorRegistry;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How many bytes viewers got from this machine (the daemon's own count) and from friends' machines (their word), by
 * stream. One thread writes, any reads.
 */
final class Egress {

    private static final String COUNTER = "streamr_egress_bytes_total";
    private static final double NEW_FIGURE = 0.2;
    /** No friend's line is faster: 10 Gbit/s. */
    private static final double MOST_BYTES_PER_SECOND = 1.25e9;

    /**
     * Of one stream.
     *
     * @param originBytes to viewers, from this machine
     * @param relayBytes  to viewers, from friends' machines
     * @param originRate  the same lately, bytes per second
     * @param relayRate   the same lately, bytes per second
     */
    record Totals(long originBytes, long relayBytes, double originRate, double relayRate) {

        static final Totals NONE = new Totals(0, 0, 0, 0);

        /** Share that friends' machines sent lately; since the beginning, when nothing is sent now. */
        double offload() {
            double rate = originRate + relayRate;
            if (rate >= 1) {
                return relayRate / rate;
            }
            long bytes = originBytes + relayBytes;
            return bytes == 0 ? 0 : (double) relayBytes / bytes;
        }
    }

    private final CollectorRegistry registry;
    private final Supplier<Plan> plan;
    private final DirectorMetrics metrics;
    private final LongSupplier nanoTime;
    private volatile Map<StreamName, Totals> totals = Map.of();
    private volatile double originBitsPerSecond;
    /** What each node had said of each stream; entries of nodes and streams that are gone go. */
    private Map<String, Long> said = Map.of();
    private long asOf;

    Egress(CollectorRegistry registry, Supplier<Plan> plan, DirectorMetrics metrics, LongSupplier nanoTime) {
        this.registry = registry;
        this.plan = plan;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.asOf = nanoTime.getAsLong();
    }

    Totals of(StreamName stream) {
        return totals.getOrDefault(stream, Totals.NONE);
    }

    /** Of all streams, lately, to viewers and friends' machines. */
    long originBitsPerSecond() {
        return (long) originBitsPerSecond;
    }

    /** Counts on; called about once a second. */
    void second(List<Relay> relays) {
        long now = nanoTime.getAsLong();
        double seconds = Math.max(1e-3, (now - asOf) / 1e9);
        asOf = now;
        Map<String, Long> says = new HashMap<>();
        Map<StreamName, Totals> next = new HashMap<>();
        Map<StreamName, Map<String, Double>> own = own();
        double all = 0;
        for (StreamName stream : plan.get().streams().keySet()) {
            Totals before = of(stream);
            Map<String, Double> byProtocol = own.getOrDefault(stream, Map.of());
            double toRelays = byProtocol.getOrDefault(Protocol.RELAY.label(), 0.0);
            long origin = (long) (byProtocol.values().stream().mapToDouble(Double::doubleValue).sum() - toRelays);
            long fresh = relays.stream().mapToLong(relay -> fresh(relay, stream, says, seconds)).sum();
            double originRate = rate(before.originRate(), Math.max(0, origin - before.originBytes()) / seconds);
            next.put(stream, new Totals(origin, before.relayBytes() + fresh, originRate,
                    rate(before.relayRate(), fresh / seconds)));
            all += originRate;
            metrics.offload(stream, next.getOrDefault(stream, Totals.NONE).offload());
        }
        totals.keySet().stream().filter(stream -> !next.containsKey(stream)).forEach(metrics::forget);
        totals = Map.copyOf(next);
        said = says;
        originBitsPerSecond = 8 * all;
    }

    /** Bytes to viewers since the last time: a node's word, less the share of its children. */
    private long fresh(Relay relay, StreamName stream, Map<String, Long> says, double seconds) {
        String key = relay.node().id() + " " + stream;
        Carried carried = relay.carried(stream).orElse(null);
        if (carried == null) {
            return 0;
        }
        says.put(key, carried.egressBytes());
        Long before = said.get(key);
        if (before == null || carried.egressBytes() <= before || carried.viewers() == 0) {
            return 0;
        }
        double bytes = Math.min((double) (carried.egressBytes() - before), MOST_BYTES_PER_SECOND * seconds);
        long toViewers = (long) (bytes * carried.viewers() / (carried.viewers() + carried.children()));
        metrics.delivered(relay.name(), toViewers);
        return toViewers;
    }

    private Map<StreamName, Map<String, Double>> own() {
        Map<StreamName, Map<String, Double>> bytes = new HashMap<>();
        List<MetricFamilySamples> families = Collections
                .list(registry.filteredMetricFamilySamples(Set.of(COUNTER)));
        for (MetricFamilySamples family : families) {
            for (Sample sample : family.samples) {
                if (sample.name.equals(COUNTER) && sample.labelValues.size() == 2
                        && StreamName.isValid(sample.labelValues.getFirst())) {
                    bytes.computeIfAbsent(new StreamName(sample.labelValues.getFirst()), _ -> new HashMap<>())
                            .put(sample.labelValues.getLast(), sample.value);
                }
            }
        }
        return bytes;
    }

    private static double rate(double before, double figure) {
        return before + NEW_FIGURE * (figure - before);
    }
}
