package dev.streamr.daemon.http;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.util.List;

/** What the listeners tell the outside. */
final class HttpMetrics {

    private final Gauge connections;
    private final Counter refused;
    private final Counter ended;

    HttpMetrics(CollectorRegistry registry) {
        connections = Gauge.build("streamr_http_connections", "Open connections").labelNames("listener")
                .register(registry);
        refused = Counter.build("streamr_http_refused_total", "Connections refused because a limit was reached")
                .labelNames("reason").register(registry);
        for (String reason : List.of("connections", "connections-per-address")) {
            refused.labels(reason);
        }
        ended = Counter.build("streamr_http_ended_total", "Connections ended because the client was too slow or gone")
                .labelNames("reason").register(registry);
        for (String reason : List.of("handshake-timeout", "idle-timeout", "request-timeout", Watchdog.WRITE_TIMEOUT,
                Outlet.UPLOAD_LIMIT)) {
            ended.labels(reason);
        }
    }

    void connections(String listener, int open) {
        connections.labels(listener).set(open);
    }

    void refused(String reason) {
        refused.labels(reason).inc();
    }

    void ended(String reason) {
        ended.labels(reason).inc();
    }
}
