package dev.streamr.daemon.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.daemon.plugin.Offered;
import io.helidon.webserver.http.HttpService;
import io.prometheus.client.CollectorRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpServerTest {

    private static final byte[] FRAMED = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nframed"
            .getBytes(StandardCharsets.US_ASCII);

    /** A head and a body of three pieces: empty, longer than two slices of the writer, and short. */
    private static final List<byte[]> PIECES = List.of(
            ("HTTP/1.1 200 OK\r\nContent-Length: " + (2 * WireWriter.SLICE + 12) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII),
            new byte[0], counting(2 * WireWriter.SLICE + 5), counting(7));

    private final CountDownLatch echoing = new CountDownLatch(1);
    private HttpServer server;
    private HttpClient client;

    @BeforeEach
    void start() {
        HttpServer starting = TestServer.create(new CollectorRegistry(), null);
        HttpService nested = rules -> rules.put("/thing", (request, response) -> response.send("put"));
        starting.publicRoutes(rules -> rules.get("/hello", (request, response) -> response.send("hello"))
                .get("/stream", (request, response) -> {
                    try (var out = response.outputStream()) {
                        out.write("streamed".getBytes(StandardCharsets.US_ASCII));
                    }
                }).get("/framed", (request, response) -> starting.sendFramed(response, FRAMED))
                .get("/pieces", (request, response) -> starting.sendFramed(response, PIECES))
                .post("/hello", (request, response) -> response.send(request.content().as(String.class)))
                .get("/fails", (request, response) -> {
                    throw new IllegalStateException("secret detail");
                }).register("/nested", nested));
        starting.adminRoutes(rules -> rules.get("/status", (request, response) -> response.send("fine"))
                .post("/echo", (request, response) -> {
                    echoing.countDown();
                    response.send(request.content().as(String.class));
                }));
        starting.opsRoutes(rules -> rules.get("/health/live", (request, response) -> response.send("up")));
        starting.start();
        server = starting;
        client = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void routesOfBothListenersAnswerOnTheirOwnPort() throws Exception {
        assertEquals("hello", get(server.port(), "/hello").body());
        assertEquals("fine", get(server.opsPort(), "/admin/v1/status").body());
        assertEquals("up", get(server.opsPort(), "/health/live").body());
        assertEquals(404, get(server.port(), "/admin/v1/status").statusCode());
        assertEquals(404, get(server.opsPort(), "/hello").statusCode());
    }

    @Test
    void headIsAnsweredLikeGetWithoutTheBody() throws Exception {
        try (RawClient raw = new RawClient(server.port())) {
            String request = " /%s HTTP/1.1\r\nHost: localhost\r\n\r\n";
            raw.send("HEAD" + request.formatted("hello"));
            assertTrue(raw.head().contains("Content-Length: 5\r\n"));
            raw.send("HEAD" + request.formatted("stream"));
            assertTrue(raw.head().startsWith("HTTP/1.1 200 OK\r\n"));
            raw.send("HEAD" + request.formatted("framed"));
            assertTrue(raw.head().contains("Content-Length: 6\r\n"));
            raw.send("HEAD" + request.formatted("nowhere"));
            assertTrue(raw.head().startsWith("HTTP/1.1 404"));
            raw.send("GET" + request.formatted("framed"));
            raw.head();
            assertEquals("framed", raw.read(6));
            raw.send("GET" + request.formatted("hello"));
            raw.head();
            assertEquals("hello", raw.read(5));
        }
    }

    @Test
    void piecesArriveByteForByteAndTheConnectionGoesOn() throws Exception {
        byte[] body = new byte[2 * WireWriter.SLICE + 12];
        System.arraycopy(PIECES.get(2), 0, body, 0, PIECES.get(2).length);
        System.arraycopy(PIECES.get(3), 0, body, PIECES.get(2).length, 7);
        for (int i = 0; i < 3; i++) {
            HttpRequest request = HttpRequest.newBuilder(
                    URI.create("http://localhost:" + server.port() + "/pieces")).build();
            assertArrayEquals(body, client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
        }
        try (RawClient raw = new RawClient(server.port())) {
            raw.send("HEAD /pieces HTTP/1.1\r\nHost: localhost\r\n\r\n");
            raw.head();
            raw.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
            raw.head();
            assertEquals("hello", raw.read(5));
        }
    }

    private static byte[] counting(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }
        return bytes;
    }

    @Test
    void anUnknownPathIsAProblemDocument() throws Exception {
        HttpResponse<String> response = get(server.port(), "/nowhere");
        assertEquals(404, response.statusCode());
        assertEquals(Optional.of("application/problem+json"), response.headers().firstValue("Content-Type"));
        assertEquals("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                + "\"detail\":\"there is nothing at this path\"}", response.body());
    }

    @Test
    void anotherMethodIsRefusedWithWhatThePathAllows() throws Exception {
        HttpResponse<String> response = send("DELETE", "/hello");
        assertEquals(405, response.statusCode());
        assertEquals(Optional.of("GET, HEAD, POST"), response.headers().firstValue("Allow"));
        assertEquals(Optional.of("PUT"), send("GET", "/nested/thing").headers().firstValue("Allow"));
    }

    @Test
    void aBodyThatComesAfterTheGuardHasLookedIsRead() throws Exception {
        try (RawClient late = new RawClient(server.opsPort())) {
            late.send("POST /admin/v1/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nConnection: close\r\n\r\n");
            assertTrue(echoing.await(20, TimeUnit.SECONDS));
            late.send("late");
            assertTrue(late.rest().endsWith("\r\n\r\nlate"));
        }
    }

    @Test
    void whatOnlyAGuardTookIsNotThere() throws Exception {
        assertEquals(404, get(server.opsPort(), "/admin/v1/nowhere").statusCode());
    }

    @Test
    void aFailureTellsTheClientNothing() throws Exception {
        HttpResponse<String> response = get(server.port(), "/fails");
        assertEquals(500, response.statusCode());
        assertEquals(Optional.of("application/problem+json"), response.headers().firstValue("Content-Type"));
        assertFalse(response.body().contains("secret"));
    }

    @Test
    void everyResponseForbidsSniffingAndNamesNoServer() throws Exception {
        for (String path : new String[]{"/hello", "/nowhere", "/fails"}) {
            HttpResponse<String> response = get(server.port(), path);
            assertEquals(Optional.of("nosniff"), response.headers().firstValue("X-Content-Type-Options"), path);
            assertEquals(Optional.of("no-referrer"), response.headers().firstValue("Referrer-Policy"), path);
            assertEquals(Optional.empty(), response.headers().firstValue("Server"), path);
        }
    }

    @Test
    void aBodyOfFairSizeIsReadAndATooLargeOneRefused() throws Exception {
        assertEquals("x".repeat(100_000), post("x".repeat(100_000)).body());
        assertEquals(413, post("x".repeat(Wire.MOST_REQUEST_BYTES + 1)).statusCode());
    }

    @ParameterizedTest
    @CsvSource({"'Content-Length: 4194304', 413", "'Transfer-Encoding: chunked', 411"})
    void whoseBodyIsNotTakenCanSendAllOfItAndReadsWhy(String header, int status) throws Exception {
        String head = "POST /hello HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n";
        byte[] body = new byte[8 * Wire.MOST_REQUEST_BYTES];
        try (RawClient raw = new RawClient(server.port())) {
            String response = raw.send(head).send(body).head();
            assertTrue(response.startsWith("HTTP/1.1 " + status + " "), response);
            assertTrue(response.contains("Connection: close\r\n"), response);
        }
        try (RawClient raw = new RawClient(server.port())) {
            String response = raw.send(head).rest();
            assertTrue(response.startsWith("HTTP/1.1 " + status + " "), response);
            // The answer has ended, and the way to the server is still open.
            raw.send(body);
        }
    }

    @Test
    void theConnectionClosesWhenTheClientAsksForIt() throws Exception {
        try (RawClient raw = new RawClient(server.port())) {
            raw.send("GET /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            String response = raw.rest();
            assertTrue(response.contains("Connection: close\r\n"), response);
            assertTrue(response.endsWith("hello"), response);
        }
    }

    @Test
    void aPortInUseIsNamedWithItsKey() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpConfig http = new HttpConfig("127.0.0.1", taken.getLocalPort(), Optional.empty(), Optional.empty(),
                    null, null);
            HttpServer second = new HttpServer(http, new OpsConfig("127.0.0.1", 0), Optional.empty(),
                    (request, response) -> response.next(), new Offered(), new CollectorRegistry());
            ListenerException refused = assertThrows(ListenerException.class, second::start);
            assertTrue(String.valueOf(refused.getMessage())
                    .startsWith("http.port: " + taken.getLocalPort() + " on 127.0.0.1 cannot be bound"));
        }
    }

    private HttpResponse<String> get(int port, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String body) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/hello"))
                .POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }
}
