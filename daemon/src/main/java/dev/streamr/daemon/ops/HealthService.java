package dev.streamr.daemon.ops;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code GET /health/live}: whether to restart the process; {@code GET /health/ready}: whether it does its work. 200 or
 * 503, and a JSON document with the names and reasons either way.
 */
public final class HealthService implements HttpService {

    /** @param status {@code up} or {@code down} */
    private record Answer(String status, List<Check> checks) {}

    private final Supplier<List<Check>> live;
    private final Supplier<List<Check>> ready;

    public HealthService(Supplier<List<Check>> live, Supplier<List<Check>> ready) {
        this.live = live;
        this.ready = ready;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/health/live", (request, response) -> answer(response, live.get()));
        rules.get("/health/ready", (request, response) -> answer(response, ready.get()));
    }

    private static void answer(ServerResponse response, List<Check> checks) {
        boolean up = checks.stream().allMatch(Check::up);
        response.status(up ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503);
        Json.send(response, new Answer(up ? "up" : "down", checks));
    }
}
