package dev.streamr.relay.origin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;

/** Answers in JSON that pages of any origin may read. */
final class Json {

    static final String JSON = "application/json";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Header ANY_ORIGIN = HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    private static final Header EXPOSED = HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS,
            "Retry-After");
    private static final Header NO_STORE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");
    private static final Header ALLOW_HEADERS = HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
            "Content-Type");
    private static final Header MAX_AGE = HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_MAX_AGE, "86400");

    private Json() {}

    static byte[] bytes(Object document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(document.getClass().getName() + " is always JSON", e);
        }
    }

    static void send(ServerResponse response, Status status, String type, Object document) {
        open(response).header(HeaderValues.create(HeaderNames.CONTENT_TYPE, type)).status(status)
                .send(bytes(document));
    }

    /** Lets any page read the answer, problems among them. */
    static ServerResponse open(ServerResponse response) {
        return response.header(ANY_ORIGIN).header(EXPOSED).header(NO_STORE);
    }

    /** Answers a browser that asks whether it may ask. */
    static void preflight(ServerResponse response, String methods) {
        open(response).header(HeaderValues.create(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, methods))
                .header(ALLOW_HEADERS).header(MAX_AGE).status(Status.NO_CONTENT_204).send();
    }
}
