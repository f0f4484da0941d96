package dev.streamr.relay.origin;

import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.util.Map;

/** Metrics of the origin's side. Gauges of nodes and streams that are gone go with them. */
final class DirectorMetrics {

    private static final double MICROS_PER_SECOND = 1e6;

    private final Gauge nodes;
    private final Gauge assigned;
    private final Gauge offload;
    private final Gauge firstByte;
    private final Counter steered;
    private final Counter refused;

    DirectorMetrics(CollectorRegistry registry) {
        nodes = Gauge.build("streamr_relay_nodes", "Friends' machines, by whether they serve").labelNames("state")
                .register(registry);
        assigned = Gauge.build("streamr_relay_assigned_viewers", "Sessions that each friend's machine serves")
                .labelNames("node").register(registry);
        offload = Gauge.build("streamr_relay_offload_ratio",
                "Share of the bytes to viewers that friends' machines sent lately, by their own word")
                .labelNames("stream").register(registry);
        firstByte = Gauge.build("streamr_relay_first_byte_seconds",
                "From a viewer's request to the first byte, on average lately").labelNames("node").register(registry);
        steered = Counter.build("streamr_relay_steered_total", "Sessions that were moved to another machine")
                .labelNames("reason").register(registry);
        refused = Counter.build("streamr_relay_refused_total", "Viewers that were refused").labelNames("reason")
                .register(registry);
    }

    void nodes(Map<RelayState, Long> counts) {
        for (RelayState state : RelayState.values()) {
            nodes.labels(state.label()).set((double) counts.getOrDefault(state, 0L));
        }
    }

    void node(NodeName node, int viewers, long firstByteMicros) {
        assigned.labels(node.value()).set(viewers);
        firstByte.labels(node.value()).set(firstByteMicros / MICROS_PER_SECOND);
    }

    void forget(NodeName node) {
        assigned.remove(node.value());
        firstByte.remove(node.value());
    }

    void offload(StreamName stream, double share) {
        offload.labels(stream.value()).set(share);
    }

    void forget(StreamName stream) {
        offload.remove(stream.value());
    }

    void steered(Move.Reason reason, int viewers) {
        steered.labels(reason.label()).inc(viewers);
    }

    void refused(String reason) {
        refused.labels(reason).inc();
    }
}
