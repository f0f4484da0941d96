package dev.streamr.daemon.http;

import dev.streamr.api.Problem;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import org.jspecify.annotations.Nullable;

/**
 * Answers with a problem document where no route did: bad requests, failures, whatever Helidon throws. What went wrong
 * inside, and what the client sent, is never repeated; Helidon logs failures.
 */
final class Problems implements DirectHandler {

    @Override
    public TransportResponse handle(TransportRequest request, EventType type, Status status,
            ServerResponseHeaders headers, Throwable thrown, System.@Nullable Logger logger) {
        return answer(status, headers);
    }

    @Override
    public TransportResponse handle(TransportRequest request, EventType type, Status status,
            ServerResponseHeaders headers, String message) {
        return answer(status, headers);
    }

    private static TransportResponse answer(Status status, ServerResponseHeaders headers) {
        boolean error = status.code() >= 400;
        StandardHeaders.set(headers);
        TransportResponse.Builder answer = TransportResponse.builder().status(status).headers(headers)
                .keepAlive(false);
        if (error) {
            headers.set(HeaderNames.CONTENT_TYPE, "application/problem+json");
            headers.set(HeaderNames.CACHE_CONTROL, "no-store");
            answer.entity(new Problem(status, said(status)).json());
        }
        return answer.build();
    }

    private static String said(Status status) {
        return switch (status.code()) {
            case 400 -> "the request is not well-formed HTTP/1.1";
            case 404 -> "there is nothing at this path";
            case 411 -> "a request body needs its Content-Length";
            case 413 -> "the request is too large";
            case 414 -> "the request line is too long";
            case 503 -> "too many requests at a time";
            default -> status.code() >= 500
                    ? "the server failed; its log says more"
                    : "the request cannot be answered";
        };
    }
}
