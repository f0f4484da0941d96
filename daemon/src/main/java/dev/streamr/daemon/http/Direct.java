package dev.streamr.daemon.http;

import dev.streamr.api.HttpEndpoints.DirectResponse;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.DateTime;
import io.helidon.http.Header;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An endless response. Beside the writer a virtual thread waits for the client's end of the connection: a viewer who
 * leaves while nothing is written is noticed at once.
 */
final class Direct implements DirectResponse {

    /** What a client may still send once its response runs; nobody reads it. */
    private static final int MOST_CHATTER_BYTES = 16 * 1024;

    private final Wire wire;
    private volatile boolean closed;

    private Direct(Wire wire) {
        this.wire = wire;
    }

    /** Sends the head and takes the connection over. */
    static Direct open(Wire wire, ServerResponseHeaders headers) throws IOException {
        Direct direct = new Direct(wire);
        wire.closeAfterResponse();
        byte[] head = head(headers);
        direct.write(head, 0, head.length);
        if (wire.writer().headOnly()) {
            throw new CloseConnectionException("only the head was asked for");
        }
        Thread.ofVirtual().name("http-departure").start(direct::awaitDeparture);
        return direct;
    }

    private static byte[] head(ServerResponseHeaders headers) {
        BufferData head = BufferData.growing(512);
        head.write("HTTP/1.1 200 OK\r\nDate: ".getBytes(StandardCharsets.US_ASCII));
        head.write(DateTime.http1Bytes());
        head.write("Connection: close\r\n".getBytes(StandardCharsets.US_ASCII));
        for (Header header : headers) {
            header.writeHttp1Header(head);
        }
        head.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        return head.readBytes();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("the response is closed");
        }
        try {
            wire.writer().write(bytes, offset, length);
        } catch (UncheckedIOException | CloseConnectionException e) {
            throw failure(e);
        }
        if (wire.ended() != null) {
            throw failure(null);
        }
    }

    /** A viewer that took nothing is told apart from one that left. */
    private IOException failure(@Nullable RuntimeException cause) {
        String ended = wire.ended();
        String reason = ended != null ? ended : cause == null ? "closed" : String.valueOf(cause.getMessage());
        IOException failure = Watchdog.WRITE_TIMEOUT.equals(ended)
                ? new SocketTimeoutException(reason)
                : new IOException(reason);
        if (cause != null) {
            failure.initCause(cause);
        }
        return failure;
    }

    private void awaitDeparture() {
        int chatter = 0;
        try {
            for (byte[] bytes = wire.serverSocket().get(); bytes != null; bytes = wire.serverSocket().get()) {
                chatter += bytes.length;
                if (chatter > MOST_CHATTER_BYTES) {
                    wire.end("chatter");
                    return;
                }
            }
            leave();
        } catch (UncheckedIOException e) {
            leave();
        }
    }

    private void leave() {
        if (!closed) {
            wire.end("client-gone");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (!wire.mine()) {
                wire.end("response-closed");
            }
        }
    }
}
