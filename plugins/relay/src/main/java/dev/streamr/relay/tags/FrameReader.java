package dev.streamr.relay.tags;

import dev.streamr.api.TagReader.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One relay's place in the frames of a stream. For one thread; closing from another is safe. */
public interface FrameReader extends AutoCloseable {

    /**
     * What {@link #next} returns.
     *
     * @param outcome how it came out
     * @param chunk   frames in an HTTP chunk, exactly when the outcome is {@link Outcome#BATCH}; not to be changed
     */
    record Next(Outcome outcome, byte @Nullable [] chunk) {}

    /** Waits for the next frames. */
    Next next(Duration atMost) throws InterruptedException;

    /** Counts bytes that reached the relay. */
    void delivered(long bytes);

    /** Leaves. Idempotent. */
    @Override
    void close();
}
