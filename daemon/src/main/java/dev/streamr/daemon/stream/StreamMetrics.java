package dev.streamr.daemon.stream;

import dev.streamr.api.Protocol;
import dev.streamr.api.StreamName;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;

/** What streams tell the outside. A stream's labels go when the stream is forgotten. */
final class StreamMetrics {

    private final Gauge streams;
    private final Gauge viewers;
    private final Counter skipped;
    private final Counter egress;
    private final Gauge windowBytes;
    private final Counter windowDropped;

    StreamMetrics(CollectorRegistry registry) {
        streams = Gauge.build("streamr_streams", "Streams with a publisher").register(registry);
        viewers = Gauge.build("streamr_viewers", "Viewers").labelNames("stream", "protocol").register(registry);
        skipped = Counter.build("streamr_viewer_skipped_tags_total", "Tags that slow viewers lost")
                .labelNames("stream", "protocol").register(registry);
        egress = Counter.build("streamr_egress_bytes_total", "Media bytes that reached viewers")
                .labelNames("stream", "protocol").register(registry);
        windowBytes = Gauge.build("streamr_window_bytes", "Bytes in all HLS windows").register(registry);
        windowDropped = Counter.build("streamr_window_dropped_total",
                "Segments dropped before their time because too many bytes were kept, and parts too big to keep")
                .labelNames("reason").register(registry);
    }

    void live(int count) {
        streams.set(count);
    }

    void viewers(StreamName stream, Protocol protocol, int count) {
        viewers.labels(stream.value(), protocol.label()).set(count);
    }

    Counter.Child skipped(StreamName stream, Protocol protocol) {
        return skipped.labels(stream.value(), protocol.label());
    }

    Counter.Child egress(StreamName stream, Protocol protocol) {
        return egress.labels(stream.value(), protocol.label());
    }

    void windowBytes(long bytes) {
        windowBytes.set((double) bytes);
    }

    void windowDropped(String reason) {
        windowDropped.labels(reason).inc();
    }

    void forget(StreamName stream) {
        for (Protocol protocol : Protocol.values()) {
            viewers.remove(stream.value(), protocol.label());
            skipped.remove(stream.value(), protocol.label());
            egress.remove(stream.value(), protocol.label());
        }
    }
}
