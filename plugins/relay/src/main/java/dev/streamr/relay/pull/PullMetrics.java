package dev.streamr.relay.pull;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.util.List;

/** What pulling tells the outside. Any thread. */
public final class PullMetrics {

    private final Histogram hop;
    private final Counter failures;
    private final Counter mismatches;
    private final Counter hedges;

    /** @param registry takes the metrics */
    public PullMetrics(CollectorRegistry registry) {
        hop = Histogram.build("streamr_relay_hop_seconds", "From the feed's word on a part until it could be served.")
                .buckets(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5).register(registry);
        failures = Counter.build("streamr_relay_pull_failures_total", "Requests to parents that brought nothing.")
                .labelNames("reason").register(registry);
        for (String reason : List.of("not-there", "failed", "late", "lost", "feed", "tags")) {
            failures.labels(reason);
        }
        mismatches = Counter.build("streamr_relay_hash_mismatches_total", "Answers of parents with wrong bytes.")
                .register(registry);
        hedges = Counter.build("streamr_relay_hedges_total", "Requests that were sent to a second parent.")
                .register(registry);
    }

    void hop(long nanos) {
        hop.observe(nanos / 1e9);
    }

    /** @param reason {@code not-there}, {@code failed}, {@code late}, {@code lost}, {@code feed} or {@code tags} */
    void failure(String reason) {
        failures.labels(reason).inc();
    }

    void mismatch() {
        mismatches.inc();
    }

    void hedge() {
        hedges.inc();
    }
}
