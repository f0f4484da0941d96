package dev.streamr.api;

import java.time.Instant;
import java.util.List;

/**
 * A run of parts that starts with a keyframe, complete or still growing.
 *
 * @param mediaSequence          its media sequence number
 * @param discontinuitySequence  discontinuities before it, counting its own
 * @param discontinuity          whether timestamps, codecs or tracks break before it
 * @param init                   what a decoder needs before it
 * @param parts                  its parts so far, in order
 * @param complete               whether the last part is there
 */
public record Segment(long mediaSequence, long discontinuitySequence, boolean discontinuity, InitSegment init,
        List<Part> parts, boolean complete) {

    public Segment {
        parts = List.copyOf(parts);
    }

    /** Sum of the parts' durations, in microseconds. */
    public long durationMicros() {
        return parts.stream().mapToLong(Part::durationMicros).sum();
    }

    /** Sum of the parts' sizes, in bytes. */
    public long sizeBytes() {
        return parts.stream().mapToLong(part -> part.bytes().length).sum();
    }

    /** Wall-clock time of the first sample at the origin. */
    public Instant programTime() {
        return parts.getFirst().programTime();
    }

    /** Whether any of its media is lost. */
    public boolean gap() {
        return parts.stream().anyMatch(Part::gap);
    }
}
