package dev.streamr.daemon.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.webserver.http.ServerResponse;

/** JSON answers that any page may read. */
final class ApiJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ApiJson() {}

    static byte[] bytes(Object document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(document.getClass().getName() + " is no JSON", e);
        }
    }

    static void send(ServerResponse response, Object document) {
        headers(response.headers(), "application/json");
        response.send(bytes(document));
    }

    /** Fresh each time, and readable from other origins: nothing here is private. */
    static void headers(ServerResponseHeaders headers, String contentType) {
        headers.set(HeaderNames.CONTENT_TYPE, contentType);
        headers.set(HeaderNames.CACHE_CONTROL, "no-store");
        headers.set(HeaderNames.create("Access-Control-Allow-Origin"), "*");
    }
}
