package dev.streamr.relay.origin.proof;

import dev.streamr.api.Segment;
import dev.streamr.api.SegmentWindow;
import java.util.List;

/** The bit rate of a stream as its viewers get it. */
final class MediaRate {

    private static final int SEGMENTS = 5;

    private MediaRate() {}

    /** Bits per second over the last segments; 0 while there are none. */
    static long of(SegmentWindow.Snapshot window) {
        List<Segment> segments = window.segments();
        List<Segment> last = segments.subList(Math.max(0, segments.size() - SEGMENTS), segments.size());
        long micros = last.stream().mapToLong(Segment::durationMicros).sum();
        long bytes = last.stream().mapToLong(Segment::sizeBytes).sum();
        return micros == 0 ? 0 : (long) (bytes * 8e6 / micros);
    }
}
