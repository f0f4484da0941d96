package dev.streamr.relay.origin.proof;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.util.Locale;

/** What receipts tell the outside. */
final class ProofMetrics {

    private final Counter receipts;
    private final Counter implausible;

    /** How a receipt came out. */
    enum Outcome {
        TAKEN, SESSION_OVER, TOO_LONG, FORGED, MALFORMED, REPLAYED, TOO_MANY
    }

    ProofMetrics(CollectorRegistry registry) {
        receipts = Counter.build("streamr_relay_receipts_total", "Receipts of viewers, by how they came out")
                .labelNames("result").register(registry);
        for (Outcome outcome : Outcome.values()) {
            receipts.labels(label(outcome));
        }
        implausible = Counter.build("streamr_relay_implausible_bytes_total",
                "Bytes that viewers or nodes told of, more than can be").labelNames("word").register(registry);
    }

    void receipt(Outcome outcome) {
        receipts.labels(label(outcome)).inc();
    }

    void implausibleReceipt(long bytes) {
        implausible.labels("receipt").inc((double) bytes);
    }

    void implausibleClaim(long bytes) {
        implausible.labels("claim").inc((double) bytes);
    }

    private static String label(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
