package dev.streamr.daemon.http;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;

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
        ended = Counter.build("streamr_http_ended_total", "Connections ended because the client was too slow or gone")
                .labelNames("reason").register(registry);
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
