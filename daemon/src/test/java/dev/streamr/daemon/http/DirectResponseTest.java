package dev.streamr.daemon.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.HttpEndpoints.DirectResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectResponseTest {

    private static final String GET = "GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final CollectorRegistry registry = new CollectorRegistry();
    private final HttpServer server = TestServer.create(registry,
            new HttpConfig.Limits(20, 10, Duration.ofSeconds(1), Duration.ofSeconds(1)));
    private final LinkedBlockingQueue<String> ends = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() {
        server.publicRoutes(rules -> rules.get("/short", (request, response) -> shortly(request))
                .get("/flood", this::flood).get("/silent", this::silent));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatIsWrittenArrivesAsItIsAndTheConnectionCloses() throws Exception {
        try (RawClient raw = new RawClient(server.port())) {
            String response = raw.send(GET.formatted("short")).rest();
            assertTrue(response.startsWith("HTTP/1.1 200 OK\r\nDate: "), response);
            assertTrue(response.contains("Connection: close\r\n"), response);
            assertTrue(response.contains("Content-Type: video/x-flv\r\n"), response);
            assertTrue(response.endsWith("\r\n\r\nmedia"), response);
        }
    }

    @Test
    void headGetsTheHeadAlone() throws Exception {
        try (RawClient raw = new RawClient(server.port())) {
            assertTrue(raw.send("HEAD /flood HTTP/1.1\r\nHost: localhost\r\n\r\n").rest().endsWith("\r\n\r\n"));
        }
    }

    @Test
    void aViewerThatLeavesWhileNothingIsWrittenIsNoticed() throws Exception {
        try (RawClient raw = new RawClient(server.port())) {
            raw.send(GET.formatted("silent")).head();
        }
        assertEquals("interrupted", ends.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void aViewerThatReadsNothingIsEndedAfterTheWriteTimeout() throws Exception {
        try (RawClient raw = new RawClient(server.port())) {
            raw.send(GET.formatted("flood")).head();
            assertEquals("timeout: write-timeout", ends.poll(20, TimeUnit.SECONDS));
        }
        awaitEnded("write-timeout");
    }

    @Test
    void connectionsThatSendNothingOrTooSlowlyAreEnded() throws Exception {
        try (RawClient idle = new RawClient(server.port()); RawClient half = new RawClient(server.port())) {
            half.send("GET /short HTT");
            assertEquals("", idle.rest().replace("(reset)", ""));
            half.rest();
        }
        awaitEnded("idle-timeout");
        awaitEnded("request-timeout");
    }

    @Test
    void tooManyConnectionsOfOneAddressAreRefused() throws Exception {
        RawClient[] clients = new RawClient[11];
        try {
            for (int i = 0; i < clients.length; i++) {
                clients[i] = new RawClient(server.port());
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> Double.valueOf(1).equals(registry.getSampleValue("streamr_http_refused_total",
                            new String[]{"reason"}, new String[]{"connections-per-address"})));
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    private void awaitEnded(String reason) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Double.valueOf(1).equals(registry.getSampleValue("streamr_http_ended_total",
                        new String[]{"reason"}, new String[]{reason})));
    }

    private DirectResponse open(ServerRequest request) throws IOException {
        ServerResponseHeaders headers = ServerResponseHeaders.create();
        headers.set(HeaderNames.CONTENT_TYPE, "video/x-flv");
        return server.direct(request, headers);
    }

    private void shortly(ServerRequest request) throws IOException {
        try (DirectResponse out = open(request)) {
            out.write("a media b".getBytes(StandardCharsets.US_ASCII), 2, 5);
        }
    }

    private void flood(ServerRequest request, ServerResponse response) {
        byte[] much = new byte[1 << 20];
        try (DirectResponse out = open(request)) {
            while (true) {
                out.write(much, 0, much.length);
            }
        } catch (SocketTimeoutException e) {
            ends.add("timeout: " + e.getMessage());
        } catch (IOException e) {
            ends.add(String.valueOf(e.getMessage()));
        }
    }

    private void silent(ServerRequest request, ServerResponse response) throws IOException {
        try (DirectResponse out = open(request)) {
            TimeUnit.MINUTES.sleep(1);
            out.write(new byte[1], 0, 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ends.add("interrupted");
        }
    }
}
