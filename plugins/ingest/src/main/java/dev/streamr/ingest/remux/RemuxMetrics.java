package dev.streamr.ingest.remux;

import dev.streamr.ingest.flv.FlvException;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;

/** What the remuxer counts. */
final class RemuxMetrics {

    private final Counter frames;
    private final Counter bytes;
    private final Counter parts;
    private final Counter failures;
    private final Gauge queued;
    private final Histogram seconds;

    /** Why media did not reach HLS. */
    enum Reason {
        /** A frame whose own lengths lie. */
        BROKEN("broken"),
        /** A codec that HLS does not carry. */
        UNSUPPORTED("unsupported"),
        /** In front of the first keyframe, or after a break until the next. */
        NO_KEYFRAME("no-keyframe"),
        /** Time stamps that fit nothing around them. */
        OUT_OF_STEP("out-of-step"),
        /** FFmpeg did not keep up and the queue was full. */
        QUEUE_FULL("queue-full");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        static Reason ofBroken(FlvException.Category category) {
            return category == FlvException.Category.UNSUPPORTED ? UNSUPPORTED : BROKEN;
        }
    }

    RemuxMetrics(CollectorRegistry registry) {
        frames = Counter.build("streamr_ingest_dropped_frames", "Frames that did not reach HLS").labelNames("reason")
                .register(registry);
        bytes = Counter.build("streamr_ingest_dropped_bytes", "Bytes of frames that did not reach HLS")
                .labelNames("reason").register(registry);
        for (Reason reason : Reason.values()) {
            frames.labels(reason.label);
            bytes.labels(reason.label);
        }
        parts = Counter.build("streamr_ingest_parts", "Parts of HLS made").labelNames("packaging").register(registry);
        failures = Counter.build("streamr_ingest_mux_failures", "Parts that libavformat refused").register(registry);
        queued = Gauge.build("streamr_ingest_mux_queue_bytes", "Bytes that wait for FFmpeg").register(registry);
        seconds = Histogram.build("streamr_ingest_mux_seconds", "Time from the end of a part to its publication")
                .buckets(0.001, 0.005, 0.02, 0.1, 0.5, 2).register(registry);
    }

    void dropped(Reason reason, long size) {
        dropped(reason, 1, size);
    }

    void dropped(Reason reason, int count, long size) {
        frames.labels(reason.label).inc(count);
        bytes.labels(reason.label).inc((double) size);
    }

    void part(String packaging) {
        parts.labels(packaging).inc();
    }

    void failed() {
        failures.inc();
    }

    void queued(long change) {
        queued.inc((double) change);
    }

    void took(long nanos) {
        seconds.observe(nanos / 1e9);
    }
}
