package dev.streamr.daemon.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamr.api.Problem;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** {@code POST /restart} below the administration, {@code {"now": false}}: the daemon starts anew, see {@link Restart}. */
public final class RestartService implements HttpService {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_BYTES = 1024;

    private final Restart restart;

    public RestartService(Restart restart) {
        this.restart = restart;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/restart", this::order);
    }

    private void order(ServerRequest request, ServerResponse response) throws IOException {
        if (!restart.isPossible()) {
            new Problem(Status.CONFLICT_409, "no service manager started this daemon, so none would start it again;"
                    + " stop it, and start it as you did").send(response);
            return;
        }
        JsonNode now;
        try {
            byte[] body = request.content().hasEntity()
                    ? request.content().inputStream().readNBytes(MOST_BYTES)
                    : "{}".getBytes(StandardCharsets.US_ASCII);
            now = MAPPER.readTree(body).path("now");
        } catch (JsonProcessingException e) {
            Problem.badRequest("the body must be JSON: {\"now\": true} or {\"now\": false}").send(response);
            return;
        }
        if (!now.isMissingNode() && !now.isBoolean()) {
            Problem.badRequest("now: allowed: true, false").send(response);
            return;
        }
        List<String> waitsFor = now.asBoolean() ? List.of() : restart.published();
        Json.send(response, Map.of("restart", waitsFor.isEmpty() ? "now" : "deferred", "waitsFor", waitsFor));
        // After the answer: the listener is about to close.
        restart.order(waitsFor.isEmpty());
    }
}
