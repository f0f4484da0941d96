package dev.streamr.daemon.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.HttpEndpoints.DirectResponse;
import dev.streamr.api.UploadGate;
import dev.streamr.daemon.plugin.Offered;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the public listener sends passes the gate, whichever way it is written. */
class OutletTest {

    private static final String GET = "GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String GET_LAST = "GET /%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final byte[] BODY = new byte[600_000];
    private static final double SECOND = 1e9;

    private final CollectorRegistry registry = new CollectorRegistry();
    private final Offered services = new Offered();
    private final HttpServer server = TestServer.create(registry, null, services);
    private final LinkedBlockingQueue<String> ends = new LinkedBlockingQueue<>();

    /** Bytes that a client got in one piece. */
    private record Got(long at, int bytes) {}

    @BeforeEach
    void start() {
        server.publicRoutes(rules -> rules.get("/whole", (request, response) -> response.send(BODY))
                .get("/stream", (request, response) -> {
                    try (var out = response.outputStream()) {
                        out.write(BODY);
                    }
                }).get("/framed", (request, response) -> framed(response)).get("/endless", this::endless));
        server.opsRoutes(rules -> rules.get("/whole", (request, response) -> response.send(BODY)));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void framed(ServerResponse response) {
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Length: " + BODY.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        server.sendFramed(response, List.of(head, BODY));
    }

    private void endless(ServerRequest request, ServerResponse response) {
        try (DirectResponse out = server.direct(request, ServerResponseHeaders.create())) {
            while (true) {
                out.write(BODY, 7, 5_000);
            }
        } catch (IOException e) {
            ends.add(String.valueOf(e.getMessage()));
        }
    }

    private double ended(String reason) {
        Double count = registry.getSampleValue("streamr_http_ended_total", new String[]{"reason"},
                new String[]{reason});
        return count == null ? 0 : count;
    }

    @Test
    void whateverIsWrittenTheClientsTogetherGetNoMoreThanTheRate() throws Exception {
        long bytesPerSecond = 250_000;
        CountingGate gate = new CountingGate(1_000_000_000 / bytesPerSecond);
        services.provide(UploadGate.class, gate);
        ConcurrentLinkedQueue<Got> all = new ConcurrentLinkedQueue<>();
        long start = System.nanoTime();
        List<Thread> readers = new ArrayList<>();
        for (String path : List.of("whole", "stream", "framed", "endless", "endless", "framed")) {
            readers.add(Thread.ofVirtual().start(() -> read(path, start + (long) (3 * SECOND), all)));
        }
        for (Thread reader : readers) {
            reader.join();
        }
        List<Got> got = all.stream().sorted(Comparator.comparingLong(Got::at)).toList();
        long sum = 0;
        for (Got one : got) {
            sum += one.bytes();
            double allowed = bytesPerSecond * (one.at() - start) / SECOND;
            assertTrue(sum <= allowed, sum + " bytes by then, " + allowed + " allowed");
        }
        assertTrue(sum > bytesPerSecond, "only " + sum + " bytes in 3 s");
        assertWindows(got, bytesPerSecond);
    }

    /** From any moment on; a client that reads late, on a busy machine, finds what was sent before. */
    private static void assertWindows(List<Got> got, long bytesPerSecond) {
        long late = bytesPerSecond / 2;
        for (int from = 0; from < got.size(); from++) {
            long sum = 0;
            for (Got one : got.subList(from, got.size())) {
                sum += one.bytes();
                double allowed = bytesPerSecond * (one.at() - got.get(from).at()) / SECOND + late;
                assertTrue(sum <= allowed, sum + " bytes in a window, " + allowed + " allowed");
            }
        }
    }

    private void read(String path, long end, ConcurrentLinkedQueue<Got> all) {
        try (RawClient client = new RawClient(server.port())) {
            InputStream in = client.send(GET.formatted(path)).in();
            byte[] buffer = new byte[4_096];
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                long now = System.nanoTime();
                if (now > end) {
                    return;
                }
                all.add(new Got(now, n));
            }
        } catch (IOException e) {
            ends.add(String.valueOf(e.getMessage()));
        }
    }

    @Test
    void everyByteOfThePublicListenerCountsAndNoneOfTheOpsListener() throws Exception {
        CountingGate gate = new CountingGate(0);
        services.provide(UploadGate.class, gate);
        long received = 0;
        for (String path : List.of("whole", "stream", "framed-not-there")) {
            received += length(server.port(), GET_LAST.formatted(path));
        }
        received += length(server.port(), GET.formatted("framed") + GET_LAST.formatted("whole"));
        received += length(server.port(), "HEAD /whole HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        received += length(server.port(), "nonsense\r\n\r\n");
        assertEquals(received, gate.passed());
        assertTrue(length(server.opsPort(), GET_LAST.formatted("whole")) > BODY.length);
        assertEquals(received, gate.passed());
    }

    private static long length(int port, String request) throws IOException {
        try (RawClient client = new RawClient(port)) {
            return client.send(request).rest().length();
        }
    }

    @Test
    void waitingForItsTurnIsNotAWriteWithoutProgress() throws Exception {
        services.provide(UploadGate.class, new Slow(TestServer.WRITE_TIMEOUT.plusSeconds(2)));
        try (RawClient client = new RawClient(server.port())) {
            assertTrue(
                    client.send("HEAD /whole HTTP/1.1\r\nHost: localhost\r\n\r\n").head().startsWith("HTTP/1.1 200"));
        }
        assertEquals(0, ended(Watchdog.WRITE_TIMEOUT));
    }

    @Test
    void whatMustNotBeSentEndsTheConnectionAndIsCounted() throws Exception {
        services.provide(UploadGate.class, new Shut());
        try (RawClient client = new RawClient(server.port())) {
            assertEquals("", client.send(GET.formatted("whole")).rest().replace("(reset)", ""));
        }
        try (RawClient client = new RawClient(server.port())) {
            assertEquals("", client.send(GET.formatted("endless")).rest().replace("(reset)", ""));
        }
        assertEquals(Outlet.UPLOAD_LIMIT, ends.poll(20, TimeUnit.SECONDS));
        await().until(() -> ended(Outlet.UPLOAD_LIMIT) == 2);
    }

    @Test
    void aWaitEndsWhenTheViewerGoes() throws Exception {
        ShutAfterHead gate = new ShutAfterHead();
        services.provide(UploadGate.class, gate);
        try (RawClient client = new RawClient(server.port())) {
            client.send(GET.formatted("endless")).head();
            await().until(() -> gate.waiting);
        }
        assertEquals("client-gone", ends.poll(20, TimeUnit.SECONDS));
        assertNull(ends.poll());
    }

    @Test
    void aWaitEndsWhenTheServerStops() throws Exception {
        ShutAfterHead gate = new ShutAfterHead();
        services.provide(UploadGate.class, gate);
        try (RawClient client = new RawClient(server.port())) {
            client.send(GET.formatted("whole")).head();
            await().until(() -> gate.waiting);
            long start = System.nanoTime();
            server.close();
            client.rest();
            assertTrue(System.nanoTime() - start < 10 * SECOND);
        }
    }

    /** Every piece waits so long. */
    private record Slow(Duration pause) implements UploadGate {
        @Override
        public int burstBytes() {
            return BODY.length;
        }

        @Override
        public OptionalLong reserve(int bytes) {
            return OptionalLong.of(pause.toNanos());
        }
    }

    /** Nothing may go out. */
    private record Shut() implements UploadGate {
        @Override
        public int burstBytes() {
            return 1;
        }

        @Override
        public OptionalLong reserve(int bytes) {
            return OptionalLong.empty();
        }
    }

    /** The first piece goes out, the next waits for an hour. */
    private static final class ShutAfterHead implements UploadGate {

        private boolean first = true;
        private volatile boolean waiting;

        @Override
        public int burstBytes() {
            return BODY.length;
        }

        @Override
        public synchronized OptionalLong reserve(int bytes) {
            waiting = !first;
            first = false;
            return OptionalLong.of(waiting ? TimeUnit.HOURS.toNanos(1) : 0);
        }
    }
}
