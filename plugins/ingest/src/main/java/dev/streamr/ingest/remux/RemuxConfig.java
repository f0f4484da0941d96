package dev.streamr.ingest.remux;

import dev.streamr.api.DataSize;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code ingest.remux}.
 *
 * @param part      aim for the length of a part, {@code 100ms} to {@code 1s}; 200 ms by default. Parts end on whole
 *                  frames, so the declared part target is the nearest multiple of the frame duration
 * @param segment   aim for the length of a segment, {@code 1s} to {@code 10s}; 2 s by default. Segments end at the
 *                  first keyframe that is so far away
 * @param queue     media of one stream that may wait for FFmpeg, 1 MiB to 256 MiB; 16 MiB by default. What is beyond
 *                  is dropped up to the next keyframe
 * @param mpegts    whether MPEG-TS is made all the time, and not on request only; false by default
 */
public record RemuxConfig(@Nullable Duration part, @Nullable Duration segment, @Nullable DataSize queue,
        @Nullable Boolean mpegts) {

    private static final Duration PART = Duration.ofMillis(200);
    private static final Duration SEGMENT = Duration.ofSeconds(2);
    private static final DataSize QUEUE = new DataSize(16L << 20);

    /** What holds when nothing is configured. */
    public static final RemuxConfig DEFAULT = new RemuxConfig(null, null, null, null);

    /** @throws IllegalArgumentException with what is allowed */
    public RemuxConfig {
        part = within("part", part == null ? PART : part, Duration.ofMillis(100), Duration.ofSeconds(1));
        segment = within("segment", segment == null ? SEGMENT : segment, Duration.ofSeconds(1),
                Duration.ofSeconds(10));
        queue = queue == null ? QUEUE : queue;
        if (queue.bytes() < 1L << 20 || queue.bytes() > 256L << 20) {
            throw new IllegalArgumentException("queue: must be 1MiB to 256MiB");
        }
        mpegts = mpegts != null && mpegts;
    }

    private static Duration within(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    key + ": must be " + least.toMillis() + "ms to " + most.toMillis() + "ms");
        }
        return value;
    }

    /** Aim for a part, in microseconds. */
    long partMicros() {
        return micros(part, PART);
    }

    /** Aim for a segment, in microseconds. */
    long segmentMicros() {
        return micros(segment, SEGMENT);
    }

    /** Bytes of one stream that may wait for FFmpeg. */
    long queueBytes() {
        return (queue == null ? QUEUE : queue).bytes();
    }

    /** Whether MPEG-TS is made without being asked for. */
    boolean alwaysMpegTs() {
        return Boolean.TRUE.equals(mpegts);
    }

    private static long micros(@Nullable Duration value, Duration otherwise) {
        return (value == null ? otherwise : value).toNanos() / 1000;
    }
}
