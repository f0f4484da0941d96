package dev.streamr.ingest.rtmp;

/**
 * Unwraps 32-bit RTMP timestamps, which start anew after 49.7 days, to 64 bits. One clock serves audio and video of a
 * connection, so both wrap at the same time. Steps of less than half the range keep their direction; jumps go through
 * as they are, but never below zero. For one thread.
 */
final class MediaClock {

    private long last;
    private boolean started;

    /** The time of a message in milliseconds. */
    long unwrap(int timestamp) {
        if (started) {
            last = Math.max(0, last + (timestamp - (int) last));
        } else {
            started = true;
            last = Integer.toUnsignedLong(timestamp);
        }
        return last;
    }
}
