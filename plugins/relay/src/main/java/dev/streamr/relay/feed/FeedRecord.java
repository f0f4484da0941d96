package dev.streamr.relay.feed;

import dev.streamr.api.Track;
import java.util.List;
import java.util.Optional;

/** One line of a feed (docs/relay.md, Feed), read. */
public sealed interface FeedRecord {

    /** The bounds that a window declares. */
    record Head(long targetDurationMicros, long partTargetMicros) implements FeedRecord {}

    /**
     * An initialisation segment.
     *
     * @param sha256 32 bytes
     */
    record Init(String id, int sizeBytes, Digest sha256, List<Track> tracks) implements FeedRecord {

        /** @throws IllegalArgumentException when the id cannot stand in a URL */
        public Init {
            tracks = List.copyOf(tracks);
            checkId(id);
        }
    }

    /**
     * A part.
     *
     * @param programMicros since 1970
     * @param segment       of a last part: the whole segment it ends; else empty
     */
    record PartRecord(long mediaSequence, int index, long discontinuitySequence, long durationMicros, Flags flags,
            int sizeBytes, Digest sha256, long programMicros, String initId, Optional<Whole> segment)
            implements
                FeedRecord {

        /** @throws IllegalArgumentException naming the field that cannot be */
        public PartRecord {
            checkId(initId);
            if (flags.discontinuity() && index != 0) {
                throw new IllegalArgumentException("flags: only the first part of a segment can break with the past");
            }
            if (flags.gap() && sizeBytes != 0) {
                throw new IllegalArgumentException("size: a gap has no bytes");
            }
            if (flags.last() != segment.isPresent()) {
                throw new IllegalArgumentException("flags: of a last part, and of no other, the segment is known");
            }
        }
    }

    private static void checkId(String id) {
        if (!id.matches("[0-9a-f]{16}")) {
            throw new IllegalArgumentException("id: must be 16 hexadecimal digits");
        }
    }

    /** Properties of a part. */
    record Flags(boolean independent, boolean last, boolean discontinuity, boolean gap) {}

    /** Size and digest of a whole segment. */
    record Whole(long sizeBytes, Digest sha256) {}

    /** The stream is over ({@code finished}) or waits for its encoder. */
    record End(boolean finished) implements FeedRecord {}

    /** A sign of life. */
    record KeepAlive() implements FeedRecord {}
}
