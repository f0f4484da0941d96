package dev.streamr.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The segments that a playlist names, of one stream in one packaging, bounded in bytes and seconds: what is beyond is
 * dropped oldest first. One writer ({@link Publication}); readers see immutable snapshots.
 */
public interface SegmentWindow {

    /**
     * The window at one moment.
     *
     * @param version              rises with every change, from 0 (nothing yet); a key for caches
     * @param targetDurationMicros upper bound of every segment rounded to whole seconds, multiples of 1,000,000; it does
     *                             not change while the window lives
     * @param partTargetMicros     upper bound of every part; it does not change while the window lives
     * @param segments             oldest first; only the newest may be incomplete
     * @param ended                whether the stream is over (EXT-X-ENDLIST)
     */
    record Snapshot(long version, long targetDurationMicros, long partTargetMicros, List<Segment> segments,
            boolean ended) {

        public Snapshot {
            segments = List.copyOf(segments);
        }

        /** The segment with this number, while it is in the window. */
        public Optional<Segment> segment(long mediaSequence) {
            if (segments.isEmpty()) {
                return Optional.empty();
            }
            long index = mediaSequence - segments.getFirst().mediaSequence();
            return index < 0 || index >= segments.size() ? Optional.empty() : Optional.of(segments.get((int) index));
        }

        /**
         * Whether the window has reached this place: the part exists, or a later part or segment does. With
         * {@code part} -1: whether the whole segment is complete.
         */
        public boolean reached(long mediaSequence, int part) {
            if (segments.isEmpty()) {
                return false;
            }
            Segment newest = segments.getLast();
            if (newest.mediaSequence() != mediaSequence) {
                return newest.mediaSequence() > mediaSequence;
            }
            return newest.complete() || (part >= 0 && part < newest.parts().size());
        }
    }

    /** The window now. Never blocks. */
    Snapshot snapshot();

    /**
     * Waits until {@link Snapshot#reached} or the end of the stream, and returns the window then; after {@code atMost}
     * it returns the window as it is.
     *
     * @param mediaSequence the segment that is waited for
     * @param part          the part of it, or -1 for the whole segment
     * @throws InterruptedException when the waiting thread is told to end
     */
    Snapshot await(long mediaSequence, int part, Duration atMost) throws InterruptedException;

    /** Waits until the version is above {@code version}, the stream ends, or the time is over. */
    Snapshot awaitChange(long version, Duration atMost) throws InterruptedException;
}
