package dev.streamr.ingest.remux;

/**
 * Tells audio time by counting samples, because RTMP rounds to milliseconds. Where the publisher's clock and the count
 * drift apart the count follows slowly, so that neither gaps nor overlaps are heard; a hole in the audio is jumped over.
 */
final class AudioClock {

    /** Rounding and jitter of a good encoder stay below this. */
    private static final long TOLERANCE_MICROS = 2_500;
    /** More than this behind the publisher is a hole, not drift. */
    private static final long HOLE_MICROS = 60_000;
    /** More than this ahead of the publisher is audio that nobody can place. */
    private static final long SURPLUS_MICROS = 500_000;
    /** The drift is averaged over about so many frames. */
    private static final int SMOOTHING = 32;
    /** A frame is moved by at most this part of its length. */
    private static final int MOST_SHIFT = 16;

    private final int hertz;
    private boolean started;
    private long next;
    private double drift;
    private long last = -1;

    AudioClock(int hertz) {
        this.hertz = hertz;
    }

    /**
     * Places a frame.
     *
     * @param millis  what the publisher says
     * @param samples its length, 0 when unknown
     * @return its time in samples, above that of the frame before; negative when it cannot be placed
     */
    long place(long millis, int samples) {
        long said = Math.floorDiv(millis * hertz, 1000);
        if (!started || samples == 0) {
            started = true;
            next = started(said);
        }
        long error = said - next;
        if (error > ticks(HOLE_MICROS)) {
            next = said;
            drift = 0;
        } else if (error < -ticks(SURPLUS_MICROS)) {
            return -1;
        } else {
            drift += (error - drift) / SMOOTHING;
            if (Math.abs(drift) > ticks(TOLERANCE_MICROS)) {
                long shift = Math.clamp(Math.round(drift), -samples / MOST_SHIFT, samples / MOST_SHIFT);
                next += shift;
                drift -= shift;
            }
        }
        last = next;
        next += samples;
        return last;
    }

    /** Frames without a length stand where the publisher says, one after the other. */
    private long started(long said) {
        return Math.max(said, last + 1);
    }

    private long ticks(long micros) {
        return micros * hertz / 1_000_000;
    }
}
