package dev.streamr.relay.testing;

import dev.streamr.api.ContributionLog;
import dev.streamr.api.Database;
import dev.streamr.api.Director;
import dev.streamr.api.EventBus;
import dev.streamr.api.HttpEndpoints;
import dev.streamr.api.JoinedOrigin;
import dev.streamr.api.Keyring;
import dev.streamr.api.Node;
import dev.streamr.api.NodeLoad;
import dev.streamr.api.NodeName;
import dev.streamr.api.NodePath;
import dev.streamr.api.NodeRegistry;
import dev.streamr.api.PluginContext;
import dev.streamr.api.Services;
import dev.streamr.api.SigningKey;
import dev.streamr.api.StreamRegistry;
import dev.streamr.api.VerifyingKey;
import io.helidon.http.Header;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What a plugin gets, on a real HTTP server: an origin, or a friend of one. */
public final class TestMachine implements HttpEndpoints, Keyring, AutoCloseable {

    private final TestKey key = TestKey.generate();
    private final MemoryStreams streams = new MemoryStreams();
    private final CollectorRegistry metrics = new CollectorRegistry();
    private final Offered offered = new Offered();
    private final KnownNodes nodes = new KnownNodes();
    private final Map<String, VerifyingKey> nodeKeys = new ConcurrentHashMap<>();
    private final List<HttpService> services = new ArrayList<>();
    private final MediaFiles media = new MediaFiles(this);
    private final int port;
    private volatile @Nullable JoinedOrigin joined;
    private @Nullable WebServer server;

    /** A machine that nobody knows yet. */
    public TestMachine() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        offered.provide(Keyring.class, this);
    }

    /** Starts the server with the routes that were added, and again after {@link #stop}. */
    public TestMachine start() {
        server = WebServer.builder().host("127.0.0.1").port(port).writeQueueLength(0).routing(routing -> {
            routing.addFilter((chain, request, response) -> {
                request.context().register(response);
                chain.proceed();
            });
            services.forEach(routing::register);
            routing.register(media);
        }).build().start();
        return this;
    }

    /** Stops answering. */
    public void stop() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    /** Makes a machine this one's friend. */
    public void befriend(TestMachine friend, String name) {
        nodes.update(
                new Node(friend.id(), new NodeName(name), Node.State.ACTIVE, Optional.empty(), List.of(friend.url()),
                        NodePath.unknown(""), NodeLoad.NONE));
        nodeKeys.put(friend.id(), friend.key.publicKey());
        friend.joined = new JoinedOrigin(url(), key.publicKey(), friend.id(), new NodeName(name), Optional.empty(),
                friend.key, JoinedOrigin.Wish.ACTIVE, "");
    }

    /** What the owner of this friend's machine wants. */
    public void wish(JoinedOrigin.Wish wish, String why) {
        JoinedOrigin now = joined().orElseThrow();
        joined = new JoinedOrigin(now.url(), now.key(), now.nodeId(), now.name(), now.stream(), now.own(), wish, why);
    }

    /** Its id. */
    public String id() {
        return key.id();
    }

    /** Its key. */
    public TestKey key() {
        return key;
    }

    /** Where it is. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What its media server does. */
    public MediaFiles media() {
        return media;
    }

    /** Who decides about sessions; empty: everybody is served. */
    public Optional<Director> director() {
        return offered.find(Director.class);
    }

    /** A metric's value; 0 when it has none. */
    public double metric(String name, String... labels) {
        String[] names = new String[labels.length / 2];
        String[] values = new String[labels.length / 2];
        for (int i = 0; i < names.length; i++) {
            names[i] = labels[2 * i];
            values[i] = labels[2 * i + 1];
        }
        Double value = metrics.getSampleValue(name, names, values);
        return value == null ? 0 : value;
    }

    /** Its streams. */
    public MemoryStreams streams() {
        return streams;
    }

    /** The nodes it knows. */
    public NodeRegistry nodes() {
        return nodes;
    }

    /** What a plugin gets. */
    public PluginContext context() {
        return new Context(this);
    }

    @Override
    public SigningKey origin() {
        return key;
    }

    @Override
    public Optional<VerifyingKey> node(String id) {
        return Optional.ofNullable(nodeKeys.get(id));
    }

    @Override
    public Optional<JoinedOrigin> joined() {
        return Optional.ofNullable(joined);
    }

    @Override
    public void publicRoutes(HttpService service) {
        services.add(service);
    }

    @Override
    public void adminRoutes(HttpService service) {
        throw new UnsupportedOperationException("nothing is administered");
    }

    @Override
    public Optional<URI> publicUrl() {
        return Optional.empty();
    }

    @Override
    public int port() {
        return port;
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
    public DirectResponse direct(ServerRequest request, ServerResponseHeaders headers) {
        ConnectionSink sink = request.context().get(RoutingResponse.class).orElseThrow().sink(ConnectionSink.TYPE);
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\nConnection: close\r\n");
        for (Header header : headers) {
            head.append(header.name()).append(": ").append(header.get()).append("\r\n");
        }
        sink.emit(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        return new Direct(sink, Thread.currentThread());
    }

    @Override
    public void close() {
        stop();
    }

    private record Direct(ConnectionSink sink, Thread thread) implements DirectResponse {
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
            if (Thread.currentThread().equals(thread)) {
                sink.close();
            } else {
                thread.interrupt();
            }
        }
    }

    private static final class Offered implements Services {
        private final Map<Class<?>, Object> services = new ConcurrentHashMap<>();

        @Override
        public <T> void provide(Class<T> type, T service) {
            services.put(type, service);
        }

        @Override
        public <T> Optional<T> find(Class<T> type) {
            return Optional.ofNullable(type.cast(services.get(type)));
        }
    }

    private static final class KnownNodes implements NodeRegistry {
        private final Map<NodeName, Node> byName = new ConcurrentHashMap<>();

        @Override
        public List<Node> nodes() {
            return List.copyOf(byName.values());
        }

        @Override
        public Optional<Node> find(NodeName name) {
            return Optional.ofNullable(byName.get(name));
        }

        @Override
        public void update(Node node) {
            byName.put(node.name(), node);
        }

        @Override
        public void remove(NodeName name) {
            byName.remove(name);
        }
    }

    private record Context(TestMachine machine) implements PluginContext {
        @Override
        public <T extends Record> T config(Class<T> type) {
            throw new UnsupportedOperationException("nothing is configured");
        }

        @Override
        public StreamRegistry streams() {
            return machine.streams;
        }

        @Override
        public NodeRegistry nodes() {
            return machine.nodes;
        }

        @Override
        public Services services() {
            return machine.offered;
        }

        @Override
        public ContributionLog contributions() {
            throw new UnsupportedOperationException("nothing is proven");
        }

        @Override
        public EventBus events() {
            throw new UnsupportedOperationException("nobody listens");
        }

        @Override
        public HttpEndpoints http() {
            return machine;
        }

        @Override
        public Database database() {
            throw new UnsupportedOperationException("nothing is stored");
        }

        @Override
        public CollectorRegistry metrics() {
            return machine.metrics;
        }

        @Override
        public Path stateDir() {
            throw new UnsupportedOperationException("nothing is kept");
        }

        @Override
        public Optional<SSLContext> tls() {
            return Optional.empty();
        }
    }
}
