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
                throw refused(context, Status.BAD_REQUEST_400, "a header without a name");
            }
        }
        boolean length = headers.contains(HeaderNames.CONTENT_LENGTH);
        if (headers.contains(HeaderNames.TRANSFER_ENCODING)) {
            List<String> codings = headers.get(HeaderNames.TRANSFER_ENCODING).allValues();
            boolean clear = !length && codings.size() == 1 && headers.contains(HeaderValues.TRANSFER_ENCODING_CHUNKED);
            throw clear
                    ? refused(context, Status.LENGTH_REQUIRED_411, "chunked bodies are not taken")
                    : refused(context, Status.BAD_REQUEST_400, "ambiguous Transfer-Encoding");
        }
        if (length) {
            checkLength(context, headers.get(HeaderNames.CONTENT_LENGTH).allValues());
        }
        if (context instanceof Wire wire) {
            wire.serve();
            if (headers.contains(HeaderValues.CONNECTION_CLOSE)) {
                wire.closeAfterResponse();
            }
        }
    }

    private static void checkLength(ConnectionContext context, List<String> lengths) {
        if (lengths.size() != 1 || !LENGTH.matcher(lengths.getFirst()).matches()) {
            throw refused(context, Status.BAD_REQUEST_400, "Content-Length must be one number");
        }
        if (Long.parseLong(lengths.getFirst()) > Wire.MOST_REQUEST_BYTES) {
            throw refused(context, Status.REQUEST_ENTITY_TOO_LARGE_413, "the body is too large");
        }
    }

    private static RequestException refused(ConnectionContext context, Status status, String why) {
        if (context instanceof Wire wire) {
            wire.refuse();
        }
        return RequestException.builder().type(DirectHandler.EventType.BAD_REQUEST).status(status).message(why)
                .setKeepAlive(false).build();
    }
}
