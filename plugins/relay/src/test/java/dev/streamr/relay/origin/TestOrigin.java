package dev.streamr.relay.origin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamr.api.BitRate;
import dev.streamr.api.Contribution;
import dev.streamr.api.ContributionHour;
import dev.streamr.api.ContributionLog;
import dev.streamr.api.Database;
import dev.streamr.api.Director;
import dev.streamr.api.Event;
import dev.streamr.api.EventBus;
import dev.streamr.api.HttpEndpoints;
import dev.streamr.api.JoinedOrigin;
import dev.streamr.api.Keyring;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Node;
import dev.streamr.api.NodeName;
import dev.streamr.api.NodeRegistry;
import dev.streamr.api.PluginContext;
import dev.streamr.api.Publication;
import dev.streamr.api.Services;
import dev.streamr.api.SigningKey;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.api.VerifyingKey;
import dev.streamr.relay.RelayConfig;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The origin's side of the plugin alone: real HTTP, real keys, a stream without media. */
final class TestOrigin implements AutoCloseable {

    static final StreamName SHOW = new StreamName("show");

    final TestKey key = new TestKey();
    final List<Event> events = new CopyOnWriteArrayList<>();
    final Map<StreamName, LiveStream> streams = new ConcurrentHashMap<>();
    private final Map<NodeName, Node> nodes = new ConcurrentHashMap<>();
    private final Map<String, VerifyingKey> keys = new ConcurrentHashMap<>();
    private final Context context = new Context();
    private final HttpClient client = HttpClient.newHttpClient();
    private final OriginSide side;
    private final WebServer server;

    TestOrigin(int fanout, @Nullable String upload, long streamBits) {
        streams.put(SHOW, TestStream.of("show", streamBits));
        side = OriginSide.start(context,
                new RelayConfig(fanout, Optional.ofNullable(upload).map(BitRate::new), null, Optional.empty()));
        server = WebServer.builder().host("127.0.0.1").port(0).routing(routing -> {
            context.open.forEach(service -> routing.register(service));
            context.admin.forEach(service -> routing.register("/admin/v1", service));
        }).build().start();
    }

    TestFriend friend(String name, long upload) throws IOException {
        TestFriend friend = new TestFriend(name, key, upload);
        keys.put(friend.id, friend.key);
        update(friend, Node.State.ACTIVE);
        return friend;
    }

    void update(TestFriend friend, Node.State state) {
        nodes.put(friend.name, friend.node(state));
    }

    void inviteFor(TestFriend friend, String stream) {
        Node node = friend.node(Node.State.ACTIVE);
        nodes.put(friend.name, new Node(node.id(), node.name(), node.state(), Optional.of(new StreamName(stream)),
                node.addresses(), node.path(), node.load()));
    }

    void remove(TestFriend friend) {
        nodes.remove(friend.name);
        keys.remove(friend.id);
    }

    Director director() {
        return side.director();
    }

    CollectorRegistry metrics() {
        return context.metrics;
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpResponse<String> send(String method, String path) {
        try {
            return client.send(HttpRequest.newBuilder(url(path)).method(method, HttpRequest.BodyPublishers.noBody())
                    .build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonNode json(String method, String path) {
        try {
            return new ObjectMapper().readTree(send(method, path).body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the table of relays says of the one stream. */
    JsonNode show() {
        return json("GET", "/admin/v1/relays").path("streams").path(0);
    }

    /** What it says of a node; missing when the node carries nothing. */
    JsonNode relay(TestFriend friend) {
        for (JsonNode relay : show().path("relays")) {
            if (relay.path("node").asText().equals(friend.name.value())) {
                return relay;
            }
        }
        return show().path("nothing");
    }

    /** A session for a page at this address. */
    JsonNode newSession(String page) {
        HttpRequest request = HttpRequest.newBuilder(url("/api/v1/streams/show/sessions")).header("Origin", page)
                .POST(HttpRequest.BodyPublishers.noBody()).build();
        try {
            return new ObjectMapper().readTree(client.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonNode newSession() {
        return json("POST", "/api/v1/streams/show/sessions");
    }

    @Override
    public void close() {
        side.close();
        server.stop();
        client.close();
    }

    /** What the plugin gets. */
    private final class Context implements PluginContext, HttpEndpoints, Services, EventBus, ContributionLog {

        private final CollectorRegistry metrics = new CollectorRegistry();
        private final List<HttpService> open = new ArrayList<>();
        private final List<HttpService> admin = new ArrayList<>();

        @Override
        public <T extends Record> T config(Class<T> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public StreamRegistry streams() {
            return new Streams(streams);
        }

        @Override
        public NodeRegistry nodes() {
            return new Nodes(nodes);
        }

        @Override
        public Services services() {
            return this;
        }

        @Override
        public <T> void provide(Class<T> type, T service) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> Optional<T> find(Class<T> type) {
            return type == Keyring.class ? Optional.of(type.cast(new Keys(key, keys))) : Optional.empty();
        }

        @Override
        public ContributionLog contributions() {
            return this;
        }

        @Override
        public void add(Contribution contribution) {}

        @Override
        public List<ContributionHour> hours(Instant from, Instant to) {
            return List.of();
        }

        @Override
        public EventBus events() {
            return this;
        }

        @Override
        public void publish(Event event) {
            events.add(event);
        }

        @Override
        public Subscription subscribe(Consumer<Event> listener) {
            return () -> {};
        }

        @Override
        public HttpEndpoints http() {
            return this;
        }

        @Override
        public Database database() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CollectorRegistry metrics() {
            return metrics;
        }

        @Override
        public Path stateDir() {
            throw new UnsupportedOperationException();
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
            return 0;
        }

        @Override
        public String bind() {
            return "127.0.0.1";
        }

        @Override
        public DirectResponse direct(ServerRequest request, ServerResponseHeaders headers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void sendFramed(ServerResponse response, List<byte[]> pieces) {
            throw new UnsupportedOperationException();
        }
    }

    private record Streams(Map<StreamName, LiveStream> byName) implements StreamRegistry {

        @Override
        public Publication publish(StreamName name, String protocol) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<LiveStream> find(StreamName name) {
            return Optional.ofNullable(byName.get(name));
        }

        @Override
        public List<LiveStream> streams() {
            return List.copyOf(byName.values());
        }
    }

    private record Nodes(Map<NodeName, Node> byName) implements NodeRegistry {

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

    private record Keys(SigningKey origin, Map<String, VerifyingKey> nodes) implements Keyring {

        @Override
        public Optional<VerifyingKey> node(String id) {
            return Optional.ofNullable(nodes.get(id));
        }

        @Override
        public Optional<JoinedOrigin> joined() {
            return Optional.empty();
        }
    }
}
