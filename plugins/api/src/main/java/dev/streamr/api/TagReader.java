package dev.streamr.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One viewer's place in a stream's tag ring. The first batch is the preamble (metadata and sequence headers); the
 * stream follows from its last keyframe. A reader that falls behind the ring goes on at the newest keyframe, after a
 * new preamble where the headers changed; what it lost is counted. Timestamps go on rising across a change of
 * publisher. For one thread at a time; closing from another thread is safe and ends a waiting {@link #next}.
 */
public interface TagReader extends AutoCloseable {

    /** How a call to {@link #next} came out. */
    enum Outcome {
        /** A batch is there. */
        BATCH,
        /** Nothing came in time; the stream goes on. */
        IDLE,
        /** The stream ended, or this reader was closed. */
        ENDED
    }

    /**
     * What {@link #next} returns.
     *
     * @param outcome how it came out
     * @param batch   the batch, exactly when the outcome is {@link Outcome#BATCH}
     */
    record Next(Outcome outcome, @Nullable TagBatch batch) {}

    /**
     * Waits for the next batch.
     *
     * @throws InterruptedException when the viewer's thread is told to end
     */
    Next next(Duration atMost) throws InterruptedException;

    /** Tags this reader lost because it was too slow, since it was opened. */
    long skippedTags();

    /** Counts bytes that reached this viewer; feeds {@code streamr_egress_bytes_total} and the viewer's log line. */
    void delivered(long bytes);

    /** Leaves the stream. Idempotent. */
    @Override
    void close();
}
