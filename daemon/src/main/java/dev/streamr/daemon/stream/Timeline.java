package dev.streamr.daemon.stream;

import dev.streamr.api.FlvTag;

/**
 * Keeps a stream's time rising while its publishers come and go: each publisher's own time is shifted so that it goes
 * on where the stream stands. A leap inside one publication (an encoder that reset its clock) is mended the same way.
 */
final class Timeline {

    /** What one tag may lie before the newest, as audio and video interleave; more is a leap. */
    static final long BACK_MILLIS = 2_000;
    /** What one tag may lie after the newest; more is a leap. */
    static final long AHEAD_MILLIS = 10_000;
    /** From the last tag before a leap to the first after it: about a frame. */
    static final long GAP_MILLIS = 40;

    private boolean begun;
    private boolean joined = true;
    private long shift;
    private long newest;

    /** From the next media tag on, another clock counts. */
    void nextPublisher() {
        joined = false;
    }

    /** The tag at the stream's time. */
    FlvTag place(FlvTag tag) {
        if (tag.isHeader()) {
            return tag.at(newest);
        }
        long time = tag.timestampMillis() + shift;
        boolean leap = time < newest - BACK_MILLIS || time > newest + AHEAD_MILLIS;
        if (begun && (!joined || leap)) {
            shift += newest + GAP_MILLIS - time;
            time = newest + GAP_MILLIS;
        }
        begun = true;
        joined = true;
        newest = Math.max(newest, time);
        return tag.at(Math.max(0, time));
    }
}
