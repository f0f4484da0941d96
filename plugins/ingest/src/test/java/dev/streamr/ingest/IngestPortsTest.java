package dev.streamr.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.helidon.webserver.WebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IngestPortsTest {

    @Test
    void tellsThePortsThatWereBound() throws Exception {
        assertEquals("{\"rtmpPort\":1940,\"rtmpsPort\":1941}", answer(new IngestPorts(1940, Optional.of(1941))));
    }

    @Test
    void withoutTlsThereIsNoSecondPort() throws Exception {
        assertEquals("{\"rtmpPort\":1935,\"rtmpsPort\":null}", answer(new IngestPorts(1935, Optional.empty())));
    }

    private static String answer(IngestPorts ports) throws Exception {
        WebServer server = WebServer.builder().host("127.0.0.1").port(0).routing(routing -> routing.register(ports))
                .build().start();
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + server.port() + "/api/v1/ingest");
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()).body();
        } finally {
            server.stop();
        }
    }
}
