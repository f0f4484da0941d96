package dev.streamr.ingest.rtmp;

/**
 * Unwraps 32-bit RTMP timestamps, which start anew after 49.7 days, to 64 bits. One clock serves audio and video of a
 * connection, so both wrap at the same time. Steps of less than half the range keep their direction; jumps go through
 * as they are, but never below zero: a step far below it is one far ahead. For one thread.
 */
final class MediaClock {

    private static final long RANGE = 1L << 32;
    /** Audio may begin so much before the first picture; what is further below zero lies ahead. */
    private static final long MOST_BELOW_ZERO = 60_000;

    private long last;
    private boolean started;

    /** The time of a message in milliseconds. */
    long unwrap(int timestamp) {
        if (started) {
            long next = last + (timestamp - (int) last);
            last = next < -MOST_BELOW_ZERO ? next + RANGE : Math.max(0, next);
        } else {
            started = true;
            last = Integer.toUnsignedLong(timestamp);
        }
        return last;
    }
}
