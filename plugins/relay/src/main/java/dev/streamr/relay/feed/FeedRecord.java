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

        public Init {
            tracks = List.copyOf(tracks);
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
                FeedRecord {}

    /** Properties of a part. */
    record Flags(boolean independent, boolean last, boolean discontinuity, boolean gap) {}

    /** Size and digest of a whole segment. */
    record Whole(long sizeBytes, Digest sha256) {}

    /** The stream is over ({@code finished}) or waits for its encoder. */
    record End(boolean finished) implements FeedRecord {}

    /** A sign of life. */
    record KeepAlive() implements FeedRecord {}
}
