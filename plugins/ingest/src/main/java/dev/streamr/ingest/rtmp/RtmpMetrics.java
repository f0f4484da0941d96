package dev.streamr.ingest.rtmp;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;

/** What the listener counts; labels are protocols and reasons only. */
final class RtmpMetrics {

    private final Gauge connections;
    private final Gauge publishers;
    private final Counter opened;
    private final Counter closed;
    private final Counter rejected;
    private final Counter received;
    private final Counter sent;
    private final Counter malformedTags;

    RtmpMetrics(CollectorRegistry registry) {
        connections = Gauge.build("streamr_ingest_connections", "RTMP connections that are open.")
                .labelNames("protocol").register(registry);
        publishers = Gauge.build("streamr_ingest_publishers", "Publishers that send now.").register(registry);
        opened = Counter.build("streamr_ingest_connections_opened_total", "RTMP connections that were accepted.")
                .labelNames("protocol").register(registry);
        closed = Counter.build("streamr_ingest_connections_closed_total", "RTMP connections that ended, by reason.")
                .labelNames("reason").register(registry);
        rejected = Counter.build("streamr_ingest_rejected_total", "RTMP clients that were turned away, by reason.")
                .labelNames("reason").register(registry);
        for (CloseReason reason : CloseReason.values()) {
            closed.labels(reason.label());
            if (reason.rejection()) {
                rejected.labels(reason.label());
            }
        }
        received = Counter.build("streamr_ingest_received_bytes_total", "Bytes from RTMP clients.").register(registry);
        sent = Counter.build("streamr_ingest_sent_bytes_total", "Bytes to RTMP clients.").register(registry);
        malformedTags = Counter.build("streamr_ingest_malformed_tags_total", "Media messages that were dropped.")
                .labelNames("category").register(registry);
    }

    void opened(String protocol) {
        opened.labels(protocol).inc();
        connections.labels(protocol).inc();
    }

    void bytes(long receivedBytes, long sentBytes) {
        received.inc((double) receivedBytes);
        sent.inc((double) sentBytes);
    }

    void closed(String protocol, CloseReason reason) {
        connections.labels(protocol).dec();
        closed.labels(reason.label()).inc();
        if (reason.rejection()) {
            rejected(reason);
        }
    }

    void rejected(CloseReason reason) {
        rejected.labels(reason.label()).inc();
    }

    void publishing(int change) {
        publishers.inc(change);
    }

    void malformedTag(String category) {
        malformedTags.labels(category).inc();
    }
}
