package dev.streamr.api;

import io.helidon.http.ServerResponseHeaders;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where plugins add routes. Both listeners start after all plugins; routes are added in {@link StreamrPlugin#start}. */
public interface HttpEndpoints {

    /** Adds routes to the public listener. */
    void publicRoutes(HttpService service);

    /** Adds routes below {@code /admin/v1} on the ops listener; the daemon asks for the bearer token first. */
    void adminRoutes(HttpService service);

    /** {@code http.public-url}, when it is configured. */
    Optional<URI> publicUrl();

    /** The port the public listener is bound to, or will be. */
    int port();

    /** The address the public listener is bound to, as configured: {@code 0.0.0.0} or {@code ::} for all. */
    String bind();

    /**
     * Takes the connection of a request over for an endless response that is written without copies. Sends status 200
     * and these headers at once; the connection is closed after the handler returns.
     *
     * @param request the request being handled, on its own thread
     * @param headers what to send besides {@code Date} and {@code Connection: close}
     * @throws IOException when the client is gone
     */
    DirectResponse direct(ServerRequest request, ServerResponseHeaders headers) throws IOException;

    /**
     * Sends a whole HTTP/1.1 response that is already framed: status line, headers with {@code Content-Length}, empty
     * line and body in one array, which all viewers share. One write, no copy; the connection stays open for the next
     * request. Not for requests that ask for {@code Connection: close}.
     *
     * @param response the response of the request being handled, on its own thread, with nothing sent yet
     * @param framed   the bytes on the wire; shared, nobody changes them
     */
    default void sendFramed(ServerResponse response, byte[] framed) {
        sendFramed(response, List.of(framed));
    }

    /**
     * The same for a response in pieces: one write each, and no copy that joins them.
     *
     * @param response the response of the request being handled, on its own thread, with nothing sent yet
     * @param pieces   the bytes on the wire, one array after the other; shared, nobody changes them
     */
    void sendFramed(ServerResponse response, List<byte[]> pieces);

    /**
     * An endless response; what framing the headers announce (chunks, none) is the writer's business. For the
     * request's own thread; {@link #close} may come from any. A write that makes no progress for
     * {@code http.write-timeout} ends with an {@link IOException}.
     */
    interface DirectResponse extends AutoCloseable {

        /** Writes these bytes as they are and returns when the socket took them. The array is not kept. */
        void write(byte[] bytes, int offset, int length) throws IOException;

        /** Ends the response and the connection. */
        @Override
        void close();
    }
}
