package dev.streamr.ingest.remux;

/**
 * What the playlists declare and the cutter keeps.
 *
 * @param partTargetMicros     no part is longer
 * @param targetDurationMicros no segment, rounded to whole seconds, is longer
 * @param segmentAimMicros     a segment ends at the first keyframe at least this far away
 */
record Bounds(long partTargetMicros, long targetDurationMicros, long segmentAimMicros) {

    /** Keyframes come a little early when milliseconds are rounded. */
    private static final long EARLY_MICROS = 100_000;

    /** Whether a segment may end at a keyframe after this time. */
    boolean longEnough(long micros) {
        return micros >= segmentAimMicros - EARLY_MICROS;
    }

    /** The longest segment that still rounds to the target duration. */
    long longestSegmentMicros() {
        return targetDurationMicros + 499_000;
    }

    /** The shortest part that is not the last of its segment (RFC 8216bis section 4.4.4.9). */
    long shortestPartMicros() {
        return partTargetMicros * 85 / 100 + 1;
    }
}
