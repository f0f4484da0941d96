package dev.streamr.playback.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Locale;

/** Answers GET and HEAD with content: chooses the encoding, compares ETags (RFC 9110 sections 12.5.3 and 13.1.2). */
final class Responder {

    private Responder() {}

    static void send(ServerRequest request, ServerResponse response, Status status, Content content) {
        byte[] gzip = content.gzip();
        boolean useGzip = gzip != null && acceptsGzip(request.headers());
        byte[] body = useGzip && gzip != null ? gzip : content.plain();
        String etag = '"' + content.tag() + (useGzip ? "-gz" : "") + '"';

        response.header(HeaderNames.ETAG, etag);
        response.header(HeaderNames.VARY, "Accept-Encoding");
        response.header("X-Content-Type-Options", "nosniff");
        if (status.equals(Status.OK_200) && unchanged(request.headers(), etag)) {
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        response.status(status);
        response.header(HeaderNames.CONTENT_TYPE, content.mediaType());
        if (useGzip) {
            response.header(HeaderNames.CONTENT_ENCODING, "gzip");
        }
        if (request.prologue().method().equals(Method.HEAD)) {
            response.header(HeaderValues.create(HeaderNames.CONTENT_LENGTH, body.length));
            response.send();
        } else {
            response.send(body);
        }
    }

    private static boolean acceptsGzip(ServerRequestHeaders headers) {
        return values(headers, "Accept-Encoding").stream()
                .map(value -> value.toLowerCase(Locale.ROOT).replace(" ", ""))
                .anyMatch(value -> value.equals("gzip")
                        || (value.startsWith("gzip;q=") && !value.matches("gzip;q=0(\\.0*)?")));
    }

    private static boolean unchanged(ServerRequestHeaders headers, String etag) {
        return values(headers, "If-None-Match").stream()
                .anyMatch(value -> value.equals("*") || value.equals(etag) || value.equals("W/" + etag));
    }

    /** The comma-separated members of a header. */
    private static List<String> values(ServerRequestHeaders headers, String name) {
        return headers.values(HeaderNames.create(name)).stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream()).map(String::strip).toList();
    }
}
