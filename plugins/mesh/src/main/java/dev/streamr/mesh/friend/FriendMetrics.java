package dev.streamr.mesh.friend;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.util.Locale;

/** Metrics of the friend's side. */
final class FriendMetrics {

    private final Gauge connected;
    private final Counter failures;

    FriendMetrics(CollectorRegistry registry) {
        connected = Gauge.build("streamr_mesh_connected", "Whether the origin answered the last heartbeat")
                .register(registry);
        failures = Counter.build("streamr_mesh_heartbeat_failures_total", "Heartbeats that failed, by reason")
                .labelNames("reason").register(registry);
        for (OriginTrouble.Kind kind : OriginTrouble.Kind.values()) {
            failures.labels(label(kind));
        }
    }

    void connected(boolean now) {
        connected.set(now ? 1 : 0);
    }

    void failed(OriginTrouble.Kind kind) {
        connected.set(0);
        failures.labels(label(kind)).inc();
    }

    private static String label(OriginTrouble.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
