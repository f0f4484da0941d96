package dev.streamr.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Publication;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamAdminTest {

    private final TestDatabase database;
    private final List<StreamName> revoked = new ArrayList<>();
    private final WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    StreamAdminTest(@TempDir Path folder) {
        database = TestDatabase.sqlite(folder.resolve("test.db"));
        StreamUrls urls = StreamUrls.of(Optional.of(URI.create("https://live.example.org/")), 8080, true,
                new InetSocketAddress(1935), Optional.of(1936));
        StreamAdmin admin = new StreamAdmin(new StreamKeys(database, Clock.systemUTC()), new NoStreams(), urls,
                revoked::add);
        server = WebServer.builder().host("127.0.0.1").port(0)
                .routing(routing -> routing.register("/admin/v1", admin)).build().start();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.stop();
        database.close();
    }

    @Test
    void addsListsRotatesAndRemoves() throws Exception {
        HttpResponse<String> added = call("POST", "/streams", "{\"name\":\"demo\"}");
        assertEquals(201, added.statusCode());
        JsonNode stream = json(added);
        assertEquals("demo", stream.path("name").asText());
        assertEquals("rtmp://live.example.org:1935/live", stream.path("publishUrl").asText());
        assertEquals("rtmps://live.example.org:1936/live", stream.path("publishUrlTls").asText());
        assertEquals("rtmp://live.example.org:1935/live/demo", stream.path("playUrl").asText());
        assertEquals("https://live.example.org/watch/demo", stream.path("watchUrl").asText());
        String key = stream.path("streamKey").asText();
        assertTrue(key.startsWith("live_"), key);

        HttpResponse<String> list = call("GET", "/streams", "");
        assertEquals("demo", json(list).path(0).path("name").asText());
        assertFalse(json(list).path(0).path("live").asBoolean(true));
        assertFalse(list.body().contains(key));

        HttpResponse<String> rotated = call("POST", "/streams/demo/key", "");
        assertEquals(200, rotated.statusCode());
        assertNotEquals(key, json(rotated).path("streamKey").asText());
        assertEquals(204, call("DELETE", "/streams/demo", "").statusCode());
        assertEquals(List.of(new StreamName("demo"), new StreamName("demo")), revoked);
        assertEquals("[]", call("GET", "/streams", "").body());
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        call("POST", "/streams", "{\"name\":\"demo\"}");
        assertProblem(409, "demo", call("POST", "/streams", "{\"name\":\"demo\"}"));
        for (String body : List.of("{\"name\":\"No Name\"}", "{\"name\":5}", "{}", "nonsense", "",
                "{\"name\":\"../x\"}")) {
            assertProblem(400, "name: must be 1 to 64", call("POST", "/streams", body));
        }
        assertProblem(404, "no such stream", call("POST", "/streams/nobody/key", ""));
        assertProblem(404, "no such stream", call("DELETE", "/streams/NOBODY", ""));
    }

    private static void assertProblem(int status, String words, HttpResponse<String> response) {
        assertEquals(status, response.statusCode());
        assertEquals(Optional.of("application/problem+json"), response.headers().firstValue("Content-Type"));
        assertTrue(response.body().contains(words), response.body());
    }

    private HttpResponse<String> call(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/admin/v1" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
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
}
