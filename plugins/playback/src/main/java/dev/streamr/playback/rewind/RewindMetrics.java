package dev.streamr.playback.rewind;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;

/** What the rewind window counts. */
final class RewindMetrics {

    /** Why a segment left the disk. */
    enum Drop {
        /** Older than the configured length. */
        AGE("age"),
        /** More bytes than configured. */
        BYTES("bytes"),
        /** The disk took no more. */
        DISK("disk"),
        /** Its stream is gone, or its numbers leapt. */
        STREAM("stream");

        private final String label;

        Drop(String label) {
            this.label = label;
        }
    }

    private final Counter dropped;
    private final Counter failures;
    private final Gauge bytes;

    RewindMetrics(CollectorRegistry registry) {
        dropped = Counter.build("streamr_playback_rewind_dropped_segments_total",
                "Segments that left the rewind window on disk, by reason.").labelNames("reason").register(registry);
        failures = Counter.build("streamr_playback_rewind_write_failures_total",
                "Segments that could not be written to disk at the first attempt.").register(registry);
        bytes = Gauge.build("streamr_playback_rewind_bytes", "Bytes of the rewind windows on disk.")
                .register(registry);
    }

    void dropped(Drop reason) {
        dropped.labels(reason.label).inc();
    }

    void failed() {
        failures.inc();
    }

    void bytes(long delta) {
        bytes.inc((double) delta);
    }
}
