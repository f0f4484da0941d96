package dev.streamr.ingest.remux;

import dev.streamr.api.StreamName;

/**
 * Where a stream's numbers stand, kept across publishers and restarts of the daemon, so that players never see a number
 * twice. An implementation may reserve numbers ahead: after a crash they may jump, but never go back.
 */
public interface StreamPosition {

    /**
     * The numbers that a publication begins with.
     *
     * @param nextMediaSequence         media sequence number of the next segment
     * @param nextDiscontinuitySequence discontinuities until now; the next segment's, if it follows without a break
     */
    record Position(long nextMediaSequence, long nextDiscontinuitySequence) {

        /** A stream that was never seen. */
        public static final Position START = new Position(0, 0);

        /** @throws IllegalArgumentException when a number is negative */
        public Position {
            if (nextMediaSequence < 0 || nextDiscontinuitySequence < 0) {
                throw new IllegalArgumentException("position: numbers are not negative");
            }
        }
    }

    /** Where the stream stands; called once per publication, on its thread. */
    Position load(StreamName stream);

    /** Remembers where the stream stands; called at each new segment, from a pool thread, in order. */
    void save(StreamName stream, Position position);
}
