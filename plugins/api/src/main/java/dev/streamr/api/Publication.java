package dev.streamr.api;

import java.util.List;

/**
 * A publisher's hold on a stream: the only way media enters. Used by one thread at a time for tags and by one thread at
 * a time for parts. When another publication takes the stream over, this one is {@link #superseded} and what it still
 * brings is ignored.
 */
public interface Publication {

    /** The stream as viewers see it. */
    LiveStream stream();

    /** Whether another publisher has taken over; then the holder should close its connection. */
    boolean superseded();

    /** Says what the bitstream holds; again when it changes. */
    void tracks(List<Track> tracks);

    /** Adds a tag to the ring. Never blocks on a viewer. */
    void tag(FlvTag tag);

    /**
     * Sets the bounds that the window's playlists declare, before the first part. While the window lives, those of its
     * first publication count; a publication that begins with a leap in the numbers brings its own.
     *
     * @param targetDurationMicros upper bound of every segment, a multiple of 1,000,000
     * @param partTargetMicros     upper bound of every part
     * @param firstDiscontinuitySequence discontinuity sequence of the first segment, counting its own discontinuity;
     *                             from there the window counts by itself
     */
    void targets(Packaging packaging, long targetDurationMicros, long partTargetMicros,
            long firstDiscontinuitySequence);

    /**
     * Adds a part to the window. Never blocks on a viewer. A part follows when it is the next of its segment, or part 0
     * of the next segment after a last part. The first part of a publication is part 0 of any segment above all that
     * the window ever held; what its predecessor left unfinished counts as complete, and a leap in the numbers empties
     * the window.
     *
     * @throws IllegalArgumentException when the part does not follow the one before it
     */
    void part(Packaging packaging, Part part);

    /** Tells the streamer what to mend: API entry, event, one log line. Repeats of a code are ignored. */
    void warn(StreamWarning warning);

    /**
     * Lets go of the stream. Idempotent; ignored when superseded.
     *
     * @param end why
     */
    void close(End end);

    /** Why a publication ends. */
    enum End {
        /** The publisher said so: the stream is over now (EXT-X-ENDLIST). */
        FINISHED,
        /** The connection broke or went silent: viewers wait for the grace period, then the stream is over. */
        INTERRUPTED
    }
}
