package dev.streamr.daemon.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Refuses requests whose end two servers could see in two places (RFC 9112 sections 6.1 to 6.3): an intermediary and
 * this server must never disagree where the next request begins. Chunked bodies are not taken at all: no route needs
 * them, and Helidon 4.1.7 reads past malformed ones.
 */
final class RequestCheck implements Http1ConnectionListener {

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,10}");

    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
        if (context instanceof Wire wire) {
            if (wire.closing()) {
                throw new CloseConnectionException("no request is read after the last response");
            }
            wire.request(prologue);
        }
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
        for (Header header : headers) {
            if (header.name().isEmpty()) {
                throw refused(Status.BAD_REQUEST_400, "a header without a name");
            }
        }
        boolean length = headers.contains(HeaderNames.CONTENT_LENGTH);
        if (context instanceof Wire wire && isNotTaken(headers)) {
            wire.refuse();
        }
        if (headers.contains(HeaderNames.TRANSFER_ENCODING)) {
            List<String> codings = headers.get(HeaderNames.TRANSFER_ENCODING).allValues();
            boolean clear = !length && codings.size() == 1 && headers.contains(HeaderValues.TRANSFER_ENCODING_CHUNKED);
            throw clear
                    ? refused(Status.LENGTH_REQUIRED_411, "chunked bodies are not taken")
                    : refused(Status.BAD_REQUEST_400, "ambiguous Transfer-Encoding");
        }
        if (length) {
            List<String> lengths = headers.get(HeaderNames.CONTENT_LENGTH).allValues();
            if (lengths.size() != 1 || !LENGTH.matcher(lengths.getFirst()).matches()) {
                throw refused(Status.BAD_REQUEST_400, "Content-Length must be one number");
            }
        }
        if (context instanceof Wire wire) {
            wire.serve();
            if (headers.contains(HeaderValues.CONNECTION_CLOSE)) {
                wire.closeAfterResponse();
            }
        }
    }

    /** Whether the body is of a kind or size that is answered before it was read. */
    private static boolean isNotTaken(Headers headers) {
        return headers.contains(HeaderNames.TRANSFER_ENCODING) || headers.value(HeaderNames.CONTENT_LENGTH)
                .filter(length -> LENGTH.matcher(length).matches() && Long.parseLong(length) > Wire.MOST_REQUEST_BYTES)
                .isPresent();
    }

    private static RequestException refused(Status status, String why) {
        return RequestException.builder().type(DirectHandler.EventType.BAD_REQUEST).status(status).message(why)
                .setKeepAlive(false).build();
    }
}
