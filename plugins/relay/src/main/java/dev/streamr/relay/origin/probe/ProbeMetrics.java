package dev.streamr.relay.origin.probe;

import dev.streamr.api.Contribution.ProbeResult.Verdict;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.util.Locale;

/** What probes and transfers tell the outside. */
final class ProbeMetrics {

    private final Counter probes;
    private final Counter transferred;

    ProbeMetrics(CollectorRegistry registry) {
        probes = Counter.build("streamr_relay_probes_total", "Objects that were fetched from relays like a viewer does")
                .labelNames("verdict").register(registry);
        for (Verdict verdict : Verdict.values()) {
            probes.labels(label(verdict));
        }
        transferred = Counter.build("streamr_relay_measured_bytes_total",
                "Bytes that relays sent only to measure their uplink").register(registry);
    }

    void probe(Verdict verdict) {
        probes.labels(label(verdict)).inc();
    }

    void transferred(long bytes) {
        transferred.inc((double) bytes);
    }

    private static String label(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
