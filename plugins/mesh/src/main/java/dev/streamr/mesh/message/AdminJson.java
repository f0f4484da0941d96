package dev.streamr.mesh.message;

import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;

/** Requests and answers of the administration. */
public final class AdminJson {

    private AdminJson() {}

    /**
     * The body of a request.
     *
     * @throws IllegalArgumentException when it is none of this type, or too long
     */
    public static <T> T read(ServerRequest request, Class<T> type) throws IOException {
        byte[] body = request.content().inputStream().readNBytes(Json.MOST_BYTES + 1);
        if (body.length > Json.MOST_BYTES) {
            throw new IllegalArgumentException("body: must be at most " + Json.MOST_BYTES + " bytes");
        }
        return Json.read(body, type);
    }

    /** Answers. */
    public static void send(ServerResponse response, Status status, Object body) {
        response.status(status).header(HeaderValues.CONTENT_TYPE_JSON).header(HeaderValues.CACHE_NO_CACHE)
                .send(Json.write(body));
    }
}
