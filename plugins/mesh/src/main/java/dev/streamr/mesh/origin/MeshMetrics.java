package dev.streamr.mesh.origin;

import dev.streamr.api.Node;
import dev.streamr.api.NodePath;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Metrics of the origin's side. */
final class MeshMetrics {

    private final Gauge nodes;
    private final Gauge states;
    private final Gauge reachable;
    private final Counter heartbeats;
    private final Counter joins;
    private final Counter refused;
    private Set<String> shown = Set.of();

    MeshMetrics(CollectorRegistry registry) {
        nodes = Gauge.build("streamr_mesh_nodes", "Friends' machines, by state").labelNames("state")
                .register(registry);
        states = Gauge.build("streamr_mesh_node_state", "Whether a friend's machine is in this state")
                .labelNames("node", "state").register(registry);
        reachable = Gauge.build("streamr_mesh_node_reachable",
                "Whether this machine reaches a friend's machine at an address that it announced")
                .labelNames("node").register(registry);
        heartbeats = Counter.build("streamr_mesh_heartbeats_total", "Heartbeats that were accepted").register(registry);
        joins = Counter.build("streamr_mesh_joins_total", "Answered join requests").register(registry);
        refused = Counter.build("streamr_mesh_refused_total", "Messages that were refused, by reason")
                .labelNames("reason").register(registry);
        for (Refusal.Reason reason : Refusal.Reason.values()) {
            refused.labels(label(reason));
        }
    }

    /** Shows these and no others; one thread. */
    void counted(List<Node> all) {
        for (Node.State state : Node.State.values()) {
            nodes.labels(label(state)).set((double) all.stream().filter(node -> node.state() == state).count());
            all.forEach(node -> states.labels(node.name().value(), label(state)).set(node.state() == state ? 1 : 0));
        }
        all.forEach(node -> reachable.labels(node.name().value())
                .set(node.path().kind() == NodePath.Kind.DIRECT ? 1 : 0));
        Set<String> names = all.stream().map(node -> node.name().value()).collect(Collectors.toSet());
        shown.stream().filter(name -> !names.contains(name)).forEach(this::forget);
        shown = names;
    }

    private void forget(String node) {
        reachable.remove(node);
        for (Node.State state : Node.State.values()) {
            states.remove(node, label(state));
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
