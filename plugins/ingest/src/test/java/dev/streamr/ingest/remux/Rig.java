package dev.streamr.ingest.remux;

import dev.streamr.api.FlvTag;
import dev.streamr.api.Packaging;
import dev.streamr.api.StreamName;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A remux service with a stream in memory. */
final class Rig implements AutoCloseable {

    final FakeStream stream = new FakeStream("show");
    final CollectorRegistry metrics = new CollectorRegistry();
    final RemuxService service;
    final MemoryPosition position;

    Rig() {
        this(RemuxConfig.DEFAULT, StreamPosition.Position.START);
    }

    Rig(RemuxConfig config, StreamPosition.Position start) {
        service = new RemuxService(config, metrics);
        position = new MemoryPosition(start);
    }

    /** Publishes these tags from first to last. */
    FakePublication publish(List<FlvTag> tags) {
        FakePublication publication = new FakePublication(stream);
        try (Remuxer remuxer = service.open(publication, position)) {
            for (FlvTag tag : tags) {
                remuxer.tag(tag);
                if (tag.kind() == FlvTag.Kind.VIDEO_KEYFRAME) {
                    untilMuxed();
                }
            }
        }
        return publication;
    }

    /** Real publishers are no faster than FFmpeg. */
    private void untilMuxed() {
        Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1))
                .until(() -> metrics.getSampleValue("streamr_ingest_mux_queue_bytes") == 0);
    }

    Media media() {
        return Media.of(stream, Packaging.FMP4);
    }

    Media transportStream() {
        return Media.of(stream, Packaging.MPEGTS);
    }

    @Override
    public void close() {
        service.close();
    }

    /** Numbers kept in memory. */
    static final class MemoryPosition implements StreamPosition {

        private volatile Position position;

        MemoryPosition(Position start) {
            position = start;
        }

        @Override
        public Position load(StreamName stream) {
            return position;
        }

        @Override
        public void save(StreamName stream, Position next) {
            position = next;
        }
    }
}
