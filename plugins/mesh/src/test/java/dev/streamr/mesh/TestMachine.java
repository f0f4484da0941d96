package dev.streamr.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamr.api.ContributionLog;
import dev.streamr.api.Database;
import dev.streamr.api.Event;
import dev.streamr.api.EventBus;
import dev.streamr.api.Health;
import dev.streamr.api.HttpEndpoints;
import dev.streamr.api.Keyring;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Node;
import dev.streamr.api.NodeName;
import dev.streamr.api.NodeRegistry;
import dev.streamr.api.PluginContext;
import dev.streamr.api.Publication;
import dev.streamr.api.Services;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.mesh.limit.LimitsConfig;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/** A machine with the plugin alone: real HTTP, a real database, and a state that outlives the plugin. */
final class TestMachine implements AutoCloseable {

    /** An answer of the administration. */
    record Answer(int status, JsonNode json) {}

    private final LimitsConfig limits;
    private final Path folder;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();
    private MeshPlugin plugin = new MeshPlugin();
    private Context context;
    private WebServer server;

    TestMachine(Path folder) throws IOException {
        this(folder, new LimitsConfig(Optional.empty(), Optional.empty(), null));
    }

    TestMachine(Path folder, LimitsConfig limits) throws IOException {
        this.limits = limits;
        this.folder = Files.createDirectories(folder);
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        context = new Context(folder, port, limits);
        server = start();
    }

    private WebServer start() throws IOException {
        plugin.start(context);
        return WebServer.builder().host("127.0.0.1").port(port).routing(routing -> {
            context.open.forEach(service -> routing.register(service));
            context.admin.forEach(service -> routing.register("/admin/v1", service));
        }).build().start();
    }

    void stop() throws IOException {
        plugin.stop();
        server.stop();
        context.database.close();
    }

    void restart() throws IOException {
        stop();
        again();
    }

    void again() throws IOException {
        plugin = new MeshPlugin();
        context = new Context(folder, port, limits);
        server = start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What the plugin offers the others. */
    <T> T offered(Class<T> type) {
        return context.find(type).orElseThrow();
    }

    /** Another plugin offers something. */
    <T> void provide(Class<T> type, T service) {
        context.provide(type, service);
    }

    /** The daemon is about to stop. */
    void drain(Duration atMost) throws InterruptedException {
        plugin.drain(atMost);
    }

    /** Whether there is reason to send it viewers. */
    Health readiness() {
        return plugin.readiness();
    }

    Keyring keyring() {
        return offered(Keyring.class);
    }

    CollectorRegistry metrics() {
        return context.metrics;
    }

    TestDatabase database() {
        return context.database;
    }

    Answer call(String method, String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url() + "/admin/v1" + path)).method(method,
                BodyPublishers.ofString(body)).build());
    }

    Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        return new Answer(response.statusCode(), new ObjectMapper().readTree(response.body()));
    }

    String invite(String name) throws IOException, InterruptedException {
        return call("POST", "/invites", "{\"name\":\"" + name + "\"}").json().path("code").asText();
    }

    Answer join(String code) throws IOException, InterruptedException {
        return call("POST", "/mesh/join", "{\"code\":\"" + code + "\"}");
    }

    /** The state of a node of this origin; empty when there is none. */
    String stateOf(String name) throws IOException, InterruptedException {
        for (JsonNode node : call("GET", "/nodes", "").json()) {
            if (node.path("name").asText().equals(name)) {
                return node.path("state").asText();
            }
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        stop();
        client.close();
    }

    /** What a plugin gets. */
    private static final class Context
            implements
                PluginContext,
                HttpEndpoints,
                Services,
                EventBus {

        private final Map<Class<?>, Object> offered = new ConcurrentHashMap<>();
        private final CollectorRegistry metrics = new CollectorRegistry();
        private final List<HttpService> open = new ArrayList<>();
        private final List<HttpService> admin = new ArrayList<>();
        private final KnownNodes nodes = new KnownNodes();
        private final Path folder;
        private final int port;
        private final LimitsConfig limits;
        private final TestDatabase database;

        Context(Path folder, int port, LimitsConfig limits) {
            this.limits = limits;
            this.folder = folder;
            this.port = port;
            this.database = TestDatabase.sqlite(folder.resolve("test.db"));
        }

        @Override
        public <T extends Record> T config(Class<T> type) {
            return type
                    .cast(new MeshConfig(Duration.ofMillis(200), null, null, limits));
        }

        @Override
        public StreamRegistry streams() {
            return new NoStreams();
        }

        @Override
        public NodeRegistry nodes() {
            return nodes;
        }

        @Override
        public Services services() {
            return this;
        }

        @Override
        public <T> void provide(Class<T> type, T service) {
            offered.put(type, service);
        }

        @Override
        public <T> Optional<T> find(Class<T> type) {
            return Optional.ofNullable(type.cast(offered.get(type)));
        }

        @Override
        public ContributionLog contributions() {
            throw new UnsupportedOperationException("nothing is delivered here");
        }

        @Override
        public String bind() {
            return "127.0.0.1";
        }

        @Override
        public EventBus events() {
            return this;
        }

        @Override
        public HttpEndpoints http() {
            return this;
        }

        @Override
        public Database database() {
            return database;
        }

        @Override
        public CollectorRegistry metrics() {
            return metrics;
        }

        @Override
        public Path stateDir() {
            return folder;
        }

        @Override
        public Optional<SSLContext> tls() {
            return Optional.empty();
        }

        @Override
        public void publicRoutes(HttpService service) {
            open.add(service);
        }

        @Override
        public void adminRoutes(HttpService service) {
            admin.add(service);
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
        public DirectResponse direct(ServerRequest request, ServerResponseHeaders headers) {
            throw new UnsupportedOperationException("no endless responses here");
        }

        @Override
        public void sendFramed(ServerResponse response, List<byte[]> framed) {
            throw new UnsupportedOperationException("no framed responses here");
        }

        @Override
        public void publish(Event event) {
            throw new UnsupportedOperationException("the registry publishes");
        }

        @Override
        public Subscription subscribe(Consumer<Event> listener) {
            return () -> {};
        }
    }

    /** Nothing is live. */
    private record NoStreams() implements StreamRegistry {
        @Override
        public Publication publish(StreamName name, String protocol) {
            throw new UnsupportedOperationException("nobody publishes here");
        }

        @Override
        public Optional<LiveStream> find(StreamName name) {
            return Optional.empty();
        }

        @Override
        public List<LiveStream> streams() {
            return List.of();
        }
    }

    /** The registry without its events. */
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
}
