package dev.streamr.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/ingest}: the ports that were bound for publishers, so that a page can tell a streamer what to type
 * into OBS. No secret: who scans the machine finds them too.
 */
final class IngestPorts implements HttpService {

    private final byte[] json;

    /** @param rtmps the RTMPS port, when there is one */
    IngestPorts(int rtmp, Optional<Integer> rtmps) {
        try {
            json = new ObjectMapper().writeValueAsBytes(new Ports(rtmp, rtmps.orElse(null)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of numbers is always JSON", e);
        }
    }

    /** Port numbers; null for what this node does not speak. */
    record Ports(int rtmpPort, @Nullable Integer rtmpsPort) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/ingest", this::ports);
    }

    private void ports(ServerRequest request, ServerResponse response) {
        response.header(HeaderValues.CONTENT_TYPE_JSON).header(HeaderValues.CACHE_NO_CACHE).send(json);
    }
}
