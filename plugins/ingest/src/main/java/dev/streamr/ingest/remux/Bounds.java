package dev.streamr.ingest.remux;

/**
 * What the playlists declare and the cutter keeps.
 *
 * @param partTargetMicros     no part is longer
 * @param targetDurationMicros no segment, rounded to whole seconds, is longer
 * @param segmentAimMicros     a segment ends at the first keyframe at least this far away
 */
record Bounds(long partTargetMicros, long targetDurationMicros, long segmentAimMicros) {

    /** Whether a segment may end at a keyframe after this time. */
    boolean longEnough(long micros) {
        return longEnough(micros, segmentAimMicros);
    }

    /** Decode times of keyframes waver with the pictures between them, so an eighth may be missing. */
    static boolean longEnough(long micros, long segmentAimMicros) {
        return micros >= segmentAimMicros - segmentAimMicros / 8;
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
