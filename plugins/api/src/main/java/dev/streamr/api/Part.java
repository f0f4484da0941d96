package dev.streamr.api;

import java.time.Instant;

/**
 * The smallest addressable piece of HLS (a partial segment, RFC 8216bis section 4.4.4.9). Parts arrive in order; the
 * number and place of each is the origin's and is never made anew downstream. In MPEG-TS each segment is one part.
 *
 * @param mediaSequence  the media sequence number of its segment
 * @param index          its place in the segment, from 0
 * @param durationMicros true presentation duration, in microseconds
 * @param independent    whether it starts with a keyframe (always true in an audio-only stream)
 * @param last           whether it ends its segment
 * @param discontinuity  whether timestamps, codecs or tracks break before it; only ever on index 0
 * @param gap            whether its bytes are lost (EXT-X-GAP); then {@code bytes} is empty
 * @param programTime    wall-clock time of its first sample at the origin
 * @param init           what a decoder needs before it
 * @param bytes          the media; shared, nobody changes them
 * @param proof          the origin's signed word on this part (docs/relay.md, Feed), which a relay hands on with the
 *                       bytes; empty at the origin
 */
public record Part(long mediaSequence, int index, long durationMicros, boolean independent, boolean last,
        boolean discontinuity, boolean gap, Instant programTime, InitSegment init, byte[] bytes, String proof) {

    /** A part at its origin. */
    public Part(long mediaSequence, int index, long durationMicros, boolean independent, boolean last,
            boolean discontinuity, boolean gap, Instant programTime, InitSegment init, byte[] bytes) {
        this(mediaSequence, index, durationMicros, independent, last, discontinuity, gap, programTime, init, bytes, "");
    }

    /** @throws IllegalArgumentException naming the field that cannot be */
    public Part {
        if (mediaSequence < 0) {
            throw new IllegalArgumentException("mediaSequence: " + mediaSequence + " is negative");
        }
        if (index < 0) {
            throw new IllegalArgumentException("index: " + index + " is negative");
        }
        if (durationMicros < 0) {
            throw new IllegalArgumentException("durationMicros: " + durationMicros + " is negative");
        }
        if (discontinuity && index != 0) {
            throw new IllegalArgumentException("discontinuity: only the first part of a segment can carry it");
        }
    }
}
