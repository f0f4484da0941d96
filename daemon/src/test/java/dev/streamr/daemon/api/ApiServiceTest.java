package dev.streamr.daemon.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamr.api.Publication;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.api.StreamWarning;
import dev.streamr.api.Track;
import dev.streamr.daemon.event.Events;
import dev.streamr.daemon.http.HttpConfig;
import dev.streamr.daemon.http.HttpServer;
import dev.streamr.daemon.http.OpsConfig;
import dev.streamr.daemon.plugin.Offered;
import dev.streamr.daemon.stream.Streams;
import dev.streamr.daemon.stream.StreamsConfig;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.prometheus.client.CollectorRegistry;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiServiceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CollectorRegistry registry = new CollectorRegistry();
    private final Events events = new Events(registry);
    private final Streams streams = new Streams(StreamsConfig.DEFAULTS, events, registry);
    private final HttpServer server = new HttpServer(
            new HttpConfig("127.0.0.1", 0, Optional.of(URI.create("https://live.example/")), Optional.empty(), null,
                    null),
            new OpsConfig("127.0.0.1", 0), Optional.empty(), (request, response) -> response.next(), new Offered(),
            registry);
    private final ApiService service = new ApiService(streams, events, server, Duration.ofMillis(50));
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        server.publicRoutes(service);
        server.start();
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        server.close();
        streams.close();
        events.close();
    }

    @Test
    void aStreamOfAnotherMachineIsNotListedAsOnesOwn() throws Exception {
        streams.publish(new StreamName("own"), "rtmp");
        streams.publish(new StreamName("theirs"), StreamRegistry.RELAY);
        JsonNode listed = JSON.readTree(get("/api/v1/streams").body()).path("streams");
        assertEquals(1, listed.size());
        assertEquals("own", listed.path(0).path("name").asText());
        assertEquals(200, get("/api/v1/streams/theirs").statusCode());
    }

    @Test
    void streamsAreShownWithWhatTheirBitstreamHolds() throws Exception {
        Publication publication = streams.publish(new StreamName("demo"), "rtmp");
        publication.tracks(List.of(new Track.Video("avc1.64001f", 1280, 720), new Track.Audio("mp4a.40.2", 48000, 2)));
        publication.warn(new StreamWarning("keyframe-interval-too-long", "set it to 2 s"));
        HttpResponse<String> response = get("/api/v1/streams");
        assertEquals(Optional.of("*"), response.headers().firstValue("Access-Control-Allow-Origin"));
        JsonNode stream = JSON.readTree(response.body()).path("streams").path(0);
        assertEquals("demo", stream.path("name").asText());
        assertEquals("live", stream.path("state").asText());
        assertEquals("[\"avc1.64001f\",\"mp4a.40.2\"]", stream.path("codecs").toString());
        assertEquals(1280, stream.path("width").asInt());
        assertEquals(720, stream.path("height").asInt());
        assertEquals("keyframe-interval-too-long", stream.path("warnings").path(0).path("code").asText());
        assertEquals("https://live.example/live/demo.m3u8", stream.path("urls").path("hls").asText());
        assertEquals("https://live.example/watch/demo", stream.path("urls").path("watch").asText());
        assertEquals(stream, JSON.readTree(get("/api/v1/streams/demo").body()));
    }

    @Test
    void anUnknownStreamAndAnImpossibleNameAreNotFound() throws Exception {
        for (String name : List.of("nobody", "..%2f..%2fetc", "UPPER")) {
            HttpResponse<String> response = get("/api/v1/streams/" + name);
            assertEquals(404, response.statusCode(), name);
            assertEquals(Optional.of("application/problem+json"), response.headers().firstValue("Content-Type"));
        }
    }

    @Test
    void eventsBeginWithASnapshotAndAreToldAsTheyHappen() throws Exception {
        streams.publish(new StreamName("before"), "rtmp");
        HttpResponse<InputStream> response = client.send(request("/api/v1/events"),
                BodyHandlers.ofInputStream());
        assertEquals(Optional.of("text/event-stream"), response.headers().firstValue("Content-Type"));
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertEquals("event: snapshot", lines.readLine());
            assertTrue(lines.readLine().contains("\"name\":\"before\""));
            Publication publication = streams.publish(new StreamName("after"), "rtmp");
            assertTrue(event(lines, "stream-started").contains("\"stream\":\"after\""));
            publication.warn(new StreamWarning("code", "detail"));
            assertTrue(event(lines, "stream-warning").contains("\"code\":\"code\""));
            publication.close(Publication.End.FINISHED);
            assertTrue(event(lines, "stream-stopped").contains("\"stream\":\"after\""));
            while (!":".equals(lines.readLine())) {
                // the next comment keeps the connection alive
            }
        }
    }

    @Test
    void everyRouteIsInTheOpenApiDocument() throws Exception {
        Set<String> routes = new TreeSet<>();
        HttpRules collector = (HttpRules) Proxy.newProxyInstance(HttpRules.class.getClassLoader(),
                new Class<?>[]{HttpRules.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("get") && arguments[0] instanceof String path) {
                        routes.add(Method.GET.text() + " " + path);
                    }
                    return proxy;
                });
        service.routing(collector);
        Set<String> described = new TreeSet<>();
        JSON.readTree(get("/openapi").body()).path("paths").properties().forEach(
                path -> path.getValue().fieldNames().forEachRemaining(
                        method -> described.add(Method.create(method).text().toUpperCase(Locale.ROOT) + " "
                                + path.getKey())));
        Set<String> ofPlugins = new TreeSet<>(described);
        ofPlugins.removeAll(routes);
        assertTrue(described.containsAll(routes), described::toString);
        assertEquals(Set.of("GET /api/v1/nodes", "GET /api/v1/streams/{name}/steering/{token}",
                "POST /api/v1/streams/{name}/sessions",
                "POST /api/v1/streams/{name}/sessions/{session}/receipts"), ofPlugins);
    }

    private static String event(BufferedReader lines, String type) throws Exception {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals("event: " + type)) {
                return lines.readLine();
            }
        }
        throw new AssertionError("no " + type);
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path), BodyHandlers.ofString());
    }
}
