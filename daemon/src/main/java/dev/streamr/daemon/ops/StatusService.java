package dev.streamr.daemon.ops;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.function.Supplier;

/** {@code GET /status} below the administration: the node at this moment. */
public final class StatusService implements HttpService {

    private final Supplier<NodeStatus> status;

    public StatusService(Supplier<NodeStatus> status) {
        this.status = status;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/status", (request, response) -> Json.send(response, status.get()));
    }
}
