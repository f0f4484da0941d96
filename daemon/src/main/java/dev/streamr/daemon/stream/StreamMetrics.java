package dev.streamr.daemon.stream;

import dev.streamr.api.Protocol;
import dev.streamr.api.StreamName;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.util.List;
import java.util.Locale;

/** What streams tell the outside. A stream's labels go when the stream is forgotten. */
final class StreamMetrics {

    private final Gauge streams;
    private final Gauge viewers;
    private final Counter skipped;
    private final Counter egress;
    private final Gauge windowBytes;
    private final Counter windowDropped;
    private final Counter interruptions;
    private final Counter ended;

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
        for (String reason : List.of("total-bytes", "segment-bytes", "max-bytes")) {
            windowDropped.labels(reason);
        }
        interruptions = Counter.build("streamr_stream_interruptions_total", "Times that an encoder was cut off")
                .labelNames("stream").register(registry);
        ended = Counter.build("streamr_streams_ended_total", "Streams that are over, by how they ended")
                .labelNames("reason").register(registry);
        for (Ended reason : Ended.values()) {
            ended.labels(reason.label());
        }
    }

    /** How a stream ended. */
    enum Ended {
        /** Its encoder said so. */
        FINISHED,
        /** Its encoder was cut off and did not come back. */
        CUT_OFF,
        /** The daemon stops. */
        STOPPED;

        private String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
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

    /** An encoder publishes the stream: from here on its interruptions are counted, from 0. */
    void published(StreamName stream) {
        interruptions.labels(stream.value());
    }

    void interrupted(StreamName stream) {
        interruptions.labels(stream.value()).inc();
    }

    void ended(Ended reason) {
        ended.labels(reason.label()).inc();
    }

    void forget(StreamName stream) {
        interruptions.remove(stream.value());
        for (Protocol protocol : Protocol.values()) {
            viewers.remove(stream.value(), protocol.label());
            skipped.remove(stream.value(), protocol.label());
            egress.remove(stream.value(), protocol.label());
        }
    }
}
