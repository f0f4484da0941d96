package dev.streamr.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/**
 * Why a request was not answered, as a problem document (RFC 9457, {@code application/problem+json}). The type is
 * always {@code about:blank}: status and title say what kind of problem it is, the detail says what to do about it.
 *
 * @param status the HTTP status, 400 to 599
 * @param detail one sentence for a person; never repeats input, never tells a secret
 */
public record Problem(Status status, String detail) {

    /** @throws IllegalArgumentException when the status is no error */
    public Problem {
        if (status.code() < 400 || status.code() > 599) {
            throw new IllegalArgumentException("status: " + status.code() + " is not an error");
        }
    }

    /** 404: there is no such thing. */
    public static Problem notFound(String detail) {
        return new Problem(Status.NOT_FOUND_404, detail);
    }

    /** 400: the request makes no sense. */
    public static Problem badRequest(String detail) {
        return new Problem(Status.BAD_REQUEST_400, detail);
    }

    /** Answers a request with this problem; never cached. */
    public void send(ServerResponse response) {
        response.status(status);
        response.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/problem+json"));
        response.header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"));
        response.send(json());
    }

    /** The document, UTF-8. */
    public byte[] json() {
        return "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                .formatted(escape(status.reasonPhrase()), status.code(), escape(detail))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c < 0x20) {
                escaped.append("\\u%04x".formatted((int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
