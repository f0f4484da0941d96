package dev.streamr.playback.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.DateTime;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a URL names, whole in memory: what GET, HEAD, a range and a validator get of it.
 *
 * @param headers its type, caching and encoding
 * @param etag    strong validator with its quotes (RFC 9110 section 8.8.3)
 * @param pieces  the body in order; shared, nobody changes them
 */
public record Resource(List<Header> headers, String etag, List<byte[]> pieces) {

    private static final Header ACCEPT_RANGES = LiveHeaders.cached(HeaderNames.ACCEPT_RANGES, "bytes");
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] OK = "HTTP/1.1 200 OK\r\nDate: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_HEAD = "\r\n".getBytes(StandardCharsets.US_ASCII);

    public Resource {
        headers = List.copyOf(headers);
        pieces = List.copyOf(pieces);
    }

    /** A resource of one piece. */
    public Resource(List<Header> headers, String etag, byte[] body) {
        this(headers, etag, List.of(body));
    }

    /** Size of the whole body in bytes. */
    public long sizeBytes() {
        long size = 0;
        for (byte[] piece : pieces) {
            size += piece.length;
        }
        return size;
    }

    /**
     * Answers the request.
     *
     * @return bytes of the body that were sent
     */
    public long send(ServerRequest request, ServerResponse response) {
        LiveHeaders.SHARED.forEach(response::header);
        headers.forEach(response::header);
        response.header(HeaderNames.ETAG, etag);
        if (matches(request)) {
            response.status(Status.NOT_MODIFIED_304).send();
            return 0;
        }
        response.header(ACCEPT_RANGES);
        long size = sizeBytes();
        ByteRange range = range(request, size);
        if (range != null) {
            return sendRange(request, response, range, size);
        }
        response.contentLength(size);
        if (request.prologue().method().equals(Method.HEAD)) {
            response.send(NOTHING);
            return 0;
        }
        sendPieces(response);
        return size;
    }

    /**
     * Whether all that ask like this get the same bytes on the wire: a GET of the whole resource on a connection that
     * stays open.
     */
    public static boolean isPlain(ServerRequest request) {
        var headers = request.headers();
        return request.prologue().method().equals(Method.GET) && !headers.contains(HeaderNames.RANGE)
                && !headers.contains(HeaderNames.IF_NONE_MATCH)
                && !headers.contains(HeaderValues.CONNECTION_CLOSE);
    }

    /**
     * The whole answer to a {@linkplain #isPlain plain} request as it goes over the wire, head and body in one array:
     * for what many ask for at the same moment.
     */
    public byte[] framed() {
        byte[] head = head();
        ByteBuffer framed = ByteBuffer.allocate(Math.toIntExact(head.length + sizeBytes()));
        framed.put(head);
        pieces.forEach(framed::put);
        return framed.array();
    }

    /** The same in pieces, the head first; nothing is copied. */
    public List<byte[]> framedPieces() {
        List<byte[]> framed = new ArrayList<>(pieces.size() + 1);
        framed.add(head());
        framed.addAll(pieces);
        return framed;
    }

    private byte[] head() {
        BufferData head = BufferData.growing(512);
        head.write(OK);
        head.write(DateTime.http1Bytes());
        LiveHeaders.SHARED.forEach(header -> header.writeHttp1Header(head));
        headers.forEach(header -> header.writeHttp1Header(head));
        HeaderValues.create(HeaderNames.ETAG, etag).writeHttp1Header(head);
        ACCEPT_RANGES.writeHttp1Header(head);
        HeaderValues.create(HeaderNames.CONTENT_LENGTH, sizeBytes()).writeHttp1Header(head);
        head.write(END_OF_HEAD);
        return head.readBytes();
    }

    private boolean matches(ServerRequest request) {
        String wanted = request.headers().value(HeaderNames.IF_NONE_MATCH).orElse(null);
        return wanted != null && (wanted.equals("*") || wanted.contains(etag));
    }

    private @Nullable ByteRange range(ServerRequest request, long size) {
        String header = request.headers().value(HeaderNames.RANGE).orElse(null);
        if (header == null) {
            return null;
        }
        String condition = request.headers().value(HeaderNames.IF_RANGE).orElse(etag);
        return condition.equals(etag) ? ByteRange.parse(header, size) : null;
    }

    private long sendRange(ServerRequest request, ServerResponse response, ByteRange range, long size) {
        if (range.length() == 0) {
            response.status(Status.REQUESTED_RANGE_NOT_SATISFIABLE_416);
            response.header(HeaderValues.create(HeaderNames.CONTENT_RANGE, "bytes */" + size));
            response.send(NOTHING);
            return 0;
        }
        response.status(Status.PARTIAL_CONTENT_206);
        response.header(HeaderValues.create(HeaderNames.CONTENT_RANGE,
                "bytes " + range.first() + "-" + (range.first() + range.length() - 1) + "/" + size));
        response.contentLength(range.length());
        boolean head = request.prologue().method().equals(Method.HEAD);
        response.send(head ? NOTHING : slice(range));
        return head ? 0 : range.length();
    }

    private byte[] slice(ByteRange range) {
        byte[] slice = new byte[Math.toIntExact(range.length())];
        long pieceStart = 0;
        for (byte[] piece : pieces) {
            long from = Math.max(range.first(), pieceStart);
            long to = Math.min(range.first() + range.length(), pieceStart + piece.length);
            if (from < to) {
                System.arraycopy(piece, (int) (from - pieceStart), slice, (int) (from - range.first()),
                        (int) (to - from));
            }
            pieceStart += piece.length;
        }
        return slice;
    }

    // Each piece is written from its offset 0: Helidon 4.1 sends wrong bytes for a long write from any other.
    private void sendPieces(ServerResponse response) {
        if (pieces.size() == 1) {
            response.send(pieces.getFirst());
            return;
        }
        try (OutputStream out = response.outputStream()) {
            for (byte[] piece : pieces) {
                out.write(piece, 0, piece.length);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new CloseConnectionException("the client left while it was answered", e);
        }
    }
}
