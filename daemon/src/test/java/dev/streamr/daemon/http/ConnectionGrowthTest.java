package dev.streamr.daemon.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.HttpEndpoints.DirectResponse;
import io.helidon.http.ServerResponseHeaders;
import io.prometheus.client.CollectorRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ConnectionGrowthTest {

    private static final int ROUNDS = 1_000;

    @Test
    void aThousandViewersThatComeAndGoLeaveNoThreadAndNoConnection() throws Exception {
        CollectorRegistry registry = new CollectorRegistry();
        HttpServer server = TestServer.create(registry, null);
        server.publicRoutes(rules -> rules.get("/live", (request, response) -> {
            try (DirectResponse _ = server.direct(request, ServerResponseHeaders.create())) {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        server.start();
        try {
            visit(server, 50);
            await().atMost(Duration.ofSeconds(30)).until(() -> open(registry) == 0);
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            visit(server, ROUNDS);
            await().atMost(Duration.ofSeconds(30)).until(() -> open(registry) == 0);
            int after = ManagementFactory.getThreadMXBean().getThreadCount();
            assertTrue(after <= threads + 8, threads + " threads became " + after);
        } finally {
            server.close();
        }
    }

    private static void visit(HttpServer server, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            try (RawClient raw = new RawClient(server.port())) {
                raw.send("GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n").head();
            }
        }
    }

    private static double open(CollectorRegistry registry) {
        Double open = registry.getSampleValue("streamr_http_connections", new String[]{"listener"},
                new String[]{"public"});
        return open == null ? 0 : open;
    }
}
