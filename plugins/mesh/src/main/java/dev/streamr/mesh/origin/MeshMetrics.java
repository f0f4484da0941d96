package dev.streamr.mesh.origin;

import dev.streamr.api.Node;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.util.List;
import java.util.Locale;

/** Metrics of the origin's side. */
final class MeshMetrics {

    private final Gauge nodes;
    private final Counter heartbeats;
    private final Counter joins;
    private final Counter refused;

    MeshMetrics(CollectorRegistry registry) {
        nodes = Gauge.build("streamr_mesh_nodes", "Friends' machines, by state").labelNames("state")
                .register(registry);
        heartbeats = Counter.build("streamr_mesh_heartbeats_total", "Heartbeats that were accepted").register(registry);
        joins = Counter.build("streamr_mesh_joins_total", "Answered join requests").register(registry);
        refused = Counter.build("streamr_mesh_refused_total", "Messages that were refused, by reason")
                .labelNames("reason").register(registry);
    }

    void counted(List<Node> all) {
        for (Node.State state : Node.State.values()) {
            nodes.labels(label(state)).set((double) all.stream().filter(node -> node.state() == state).count());
        }
    }

    void heartbeat() {
        heartbeats.inc();
    }

    void joined() {
        joins.inc();
    }

    void refused(Refusal.Reason reason) {
        refused.labels(label(reason)).inc();
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
