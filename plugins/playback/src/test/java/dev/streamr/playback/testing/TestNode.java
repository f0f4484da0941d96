package dev.streamr.playback.testing;

import dev.streamr.api.HttpEndpoints;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Publication;
import dev.streamr.api.Services;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import io.helidon.http.Header;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A registry of {@link MemoryStream}s and a Helidon server on a free port of the loopback. */
public final class TestNode implements StreamRegistry, HttpEndpoints, Services, AutoCloseable {

    private final Map<StreamName, LiveStream> streams = new ConcurrentHashMap<>();
    private final List<HttpService> services = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<Class<?>, Object> offered = new ConcurrentHashMap<>();
    private @Nullable WebServer server;

    /** Adds a stream. */
    public void add(LiveStream stream) {
        streams.put(stream.name(), stream);
    }

    /** Starts the server with the routes that were added. */
    public void start() {
        server = WebServer.builder().host("127.0.0.1").port(0).writeQueueLength(0)
                .routing(routing -> {
                    routing.addFilter((chain, request, response) -> {
                        request.context().register(response);
                        chain.proceed();
                    });
                    services.forEach(routing::register);
                }).build().start();
    }

    /** Asks for a path; headers come as names and values in turn. */
    public HttpResponse<byte[]> get(String path, String... headers) {
        return send("GET", path, headers);
    }

    /** Sends a request without a body. */
    public HttpResponse<byte[]> send(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).method(method,
                HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The address of a path. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    @Override
    public <T> void provide(Class<T> type, T service) {
        offered.put(type, service);
    }

    @Override
    public <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(offered.get(type)).map(type::cast);
    }

    @Override
    public Publication publish(StreamName name, String protocol) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<LiveStream> find(StreamName name) {
        return Optional.ofNullable(streams.get(name));
    }

    @Override
    public List<LiveStream> streams() {
        return List.copyOf(streams.values());
    }

    @Override
    public void publicRoutes(HttpService service) {
        services.add(service);
    }

    @Override
    public void adminRoutes(HttpService service) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<URI> publicUrl() {
        return Optional.empty();
    }

    @Override
    public int port() {
        return server == null ? 0 : server.port();
    }

    @Override
    public String bind() {
        return "127.0.0.1";
    }

    @Override
    public void sendFramed(ServerResponse response, List<byte[]> pieces) {
        try (ConnectionSink sink = response.sink(ConnectionSink.TYPE)) {
            pieces.forEach(sink::emit);
        }
    }

    @Override
    public DirectResponse direct(ServerRequest request, ServerResponseHeaders headers) throws IOException {
        ConnectionSink sink = request.context().get(RoutingResponse.class).orElseThrow().sink(ConnectionSink.TYPE);
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\n");
        for (Header header : headers) {
            head.append(header.name()).append(": ").append(header.get()).append("\r\n");
        }
        sink.emit(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        return new Direct(sink);
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop();
        }
    }

    private record Direct(ConnectionSink sink) implements DirectResponse {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                sink.emit(Arrays.copyOfRange(bytes, offset, offset + length));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        @Override
        public void close() {
            sink.close();
        }
    }
}
