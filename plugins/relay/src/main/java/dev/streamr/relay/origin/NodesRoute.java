package dev.streamr.relay.origin;

import dev.streamr.api.Node;
import dev.streamr.api.NodeLoad;
import dev.streamr.api.NodeRegistry;
import dev.streamr.relay.origin.node.Fleet;
import dev.streamr.relay.pulse.PulseAnswer;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code GET /api/v1/nodes}: the friends who carry the streams, without their addresses. */
final class NodesRoute implements HttpService {

    private static final String PATH = "/api/v1/nodes";
    private static final String METHODS = "GET, OPTIONS";

    private final NodeRegistry nodes;
    private final Fleet fleet;

    NodesRoute(NodeRegistry nodes, Fleet fleet) {
        this.nodes = nodes;
        this.fleet = fleet;
    }

    /** One node, by its own word. */
    record NodeView(String name, String state, String path, int viewers, long egressBytes, List<StreamView> streams) {}

    /** One stream on it. */
    record StreamView(String name, int viewers, long egressBytes) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get(PATH, (_, response) -> Json.send(response, Status.OK_200, Json.JSON,
                Map.of("nodes", nodes.nodes().stream().map(this::view).toList())))
                .options(PATH, (_, response) -> Json.preflight(response, METHODS));
    }

    private NodeView view(Node node) {
        List<StreamView> streams = fleet.find(node.name()).flatMap(relay -> Optional.ofNullable(relay.answer()))
                .map(NodesRoute::fresh).orElseGet(() -> old(node.load()));
        return new NodeView(node.name().value(), label(node.state()), label(node.path().kind()),
                streams.stream().mapToInt(StreamView::viewers).sum(),
                streams.stream().mapToLong(StreamView::egressBytes).sum(), streams);
    }

    private static List<StreamView> fresh(PulseAnswer answer) {
        return answer.carried().stream()
                .map(one -> new StreamView(one.stream(), one.viewers(), one.egressBytes())).toList();
    }

    private static List<StreamView> old(NodeLoad load) {
        return load.streams().stream()
                .map(one -> new StreamView(one.stream().value(), one.viewers(), one.egressBytes())).toList();
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
