package dev.streamr.daemon.demo.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A viewer among machines that are well, late, gone or hostile: small real servers on this machine. */
class HedgedLoaderTest {

    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final List<HttpServer> servers = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger atOrigin = new AtomicInteger();

    @AfterEach
    void stop() {
        over.countDown();
        servers.forEach(server -> server.stop(0));
        client.shutdownNow();
    }

    /** What a machine does before it answers with its own name. */
    private interface Manner {
        int status() throws InterruptedException;
    }

    private String machine(String name, Manner manner) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] body = name.getBytes(StandardCharsets.US_ASCII);
                exchange.sendResponseHeaders(manner.status(), body.length);
                exchange.getResponseBody().write(body);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        servers.add(server);
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private HedgedLoader loader(String... relays) throws IOException {
        String origin = machine("origin", () -> {
            atOrigin.incrementAndGet();
            return 200;
        });
        List<Assignment.Relay> assigned = new ArrayList<>();
        for (int i = 0; i < relays.length; i++) {
            assigned.add(new Assignment.Relay("relay" + i, relays[i]));
        }
        return new HedgedLoader(client, new Sources(URI.create(origin),
                new Assignment("s", "a2V5", "a2V5", "nonce", "/", assigned, 10_000)), new Tally());
    }

    private static String load(HedgedLoader loader) throws IOException, InterruptedException {
        Loaded loaded = loader.load("1.0.m4s", PATIENCE, _ -> true);
        return new String(loaded.bytes(), StandardCharsets.US_ASCII);
    }

    private int freeze() throws InterruptedException {
        over.await();
        return 500;
    }

    @Test
    void theBestRelayIsAskedAloneWhileItIsInTime() throws IOException, InterruptedException {
        AtomicInteger second = new AtomicInteger();
        HedgedLoader loader = loader(machine("first", () -> 200),
                machine("second", () -> 200 + second.getAndIncrement()));

        assertEquals("first", load(loader));
        assertEquals(0, second.get() + atOrigin.get());
        assertFalse(loader.hadTrouble());
    }

    @Test
    void aFrozenRelayIsHedgedByTheNextAndLeftAloneThen() throws IOException, InterruptedException {
        AtomicInteger first = new AtomicInteger();
        HedgedLoader loader = loader(machine("first", () -> {
            first.incrementAndGet();
            return freeze();
        }), machine("second", () -> 200));

        assertEquals("second", load(loader));
        assertEquals("second", load(loader));
        assertEquals(1, first.get());
        assertEquals(0, atOrigin.get());
        assertTrue(loader.hadTrouble());
        assertFalse(loader.hadTrouble(), "it was told");
    }

    @Test
    void aRelayThatIsGoneIsReplacedAtOnce() throws IOException, InterruptedException {
        HedgedLoader loader = loader(machine("first", () -> 200), machine("second", () -> 200));
        servers.getFirst().stop(0);

        assertEquals("second", load(loader));
        assertEquals(0, atOrigin.get());
    }

    @Test
    void theOriginIsTheLastResort() throws IOException, InterruptedException {
        HedgedLoader loader = loader(machine("first", () -> 503), machine("second", () -> 404));

        assertEquals("origin", load(loader));
        assertEquals(1, atOrigin.get());
    }

    @Test
    void wrongBytesAreThrownAwayAndFetchedElsewhere() throws IOException, InterruptedException {
        HedgedLoader loader = loader(machine("first", () -> 200), machine("second", () -> 200));

        Loaded loaded = loader.load("1.0.m4s", PATIENCE, one -> !one.from().node().equals("relay0"));
        assertEquals("relay1", loaded.from().node());
    }

    @Test
    void whenNobodyHasItThatIsSaid() throws IOException {
        HedgedLoader loader = loader(machine("first", () -> 404));
        assertThrows(IOException.class, () -> loader.load("1.0.m4s", PATIENCE, _ -> false));
    }

    @Test
    void hedgesHaveABudget() {
        HedgeBudget budget = new HedgeBudget();
        int taken = 0;
        for (int i = 0; i < 1000; i++) {
            budget.request();
            taken += budget.take() ? 1 : 0;
        }
        assertTrue(taken >= 50 && taken <= 56, Integer.toString(taken));
    }
}
