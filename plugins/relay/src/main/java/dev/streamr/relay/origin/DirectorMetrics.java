package dev.streamr.relay.origin;

import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import dev.streamr.relay.origin.node.Measured;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.util.Map;

/** Metrics of the origin's side. Gauges of nodes and streams that are gone go with them. */
final class DirectorMetrics {

    private static final double MICROS_PER_SECOND = 1e6;
    private static final int BITS = 8;
    private static final String FULL = "full";

    private final Gauge nodes;
    private final Gauge states;
    private final Gauge barred;
    private final Gauge uplink;
    private final Counter delivered;
    private final Gauge assigned;
    private final Gauge offload;
    private final Gauge firstByte;
    private final Counter steered;
    private final Counter refused;

    DirectorMetrics(CollectorRegistry registry) {
        nodes = Gauge.build("streamr_relay_nodes", "Friends' machines, by whether they serve").labelNames("state")
                .register(registry);
        states = Gauge.build("streamr_relay_node_state", "Whether a friend's machine is in this state")
                .labelNames("node", "state").register(registry);
        barred = Gauge.build("streamr_relay_node_barred",
                "Whether a friend's machine gets no viewers because it sent wrong bytes or no media")
                .labelNames("node").register(registry);
        uplink = Gauge.build("streamr_relay_node_uplink_bytes_per_second",
                "What a friend's machine can send, as measured; 0 until measured").labelNames("node")
                .register(registry);
        delivered = Counter.build("streamr_relay_node_bytes_total",
                "Bytes that a friend's machine says it sent to viewers").labelNames("node").register(registry);
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
        for (Move.Reason reason : Move.Reason.values()) {
            steered.labels(reason.label());
        }
        refused.labels(FULL);
    }

    void nodes(Map<RelayState, Long> counts) {
        for (RelayState state : RelayState.values()) {
            nodes.labels(state.label()).set((double) counts.getOrDefault(state, 0L));
        }
    }

    void node(NodeName node, RelayState state, int viewers, Measured measured) {
        String name = node.value();
        for (RelayState one : RelayState.values()) {
            states.labels(name, one.label()).set(one == state ? 1 : 0);
        }
        assigned.labels(name).set(viewers);
        firstByte.labels(name).set(measured.firstByteMicros() / MICROS_PER_SECOND);
        uplink.labels(name).set((double) measured.uplinkBitsPerSecond() / BITS);
        barred.labels(name).set(measured.caught().isEmpty() ? 0 : 1);
    }

    void delivered(NodeName node, long bytes) {
        delivered.labels(node.value()).inc((double) bytes);
    }

    void forget(NodeName node) {
        assigned.remove(node.value());
        firstByte.remove(node.value());
        uplink.remove(node.value());
        barred.remove(node.value());
        delivered.remove(node.value());
        for (RelayState state : RelayState.values()) {
            states.remove(node.value(), state.label());
        }
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

    /** A viewer was refused: nobody has room. */
    void full() {
        refused.labels(FULL).inc();
    }
}
