package dev.streamr.ingest.remux;

/**
 * One frame on the stream's own time line, which begins near zero and never steps back within a publication.
 *
 * @param video      whether it belongs to the video track
 * @param timeMicros decode time
 * @param dts        decode time in ticks of its track
 * @param pts        presentation time in ticks of its track
 * @param duration   ticks until the next frame of its track
 * @param keyframe   whether decoding can start here
 * @param payload    the tag body that holds it
 * @param offset     where it begins in the body
 */
record Sample(boolean video, long timeMicros, long dts, long pts, long duration, boolean keyframe, byte[] payload,
        int offset) {

    /** Ticks per second of every video track: a millisecond is a whole number of them. */
    static final int VIDEO_CLOCK = 90_000;

    static final int TICKS_PER_MILLI = VIDEO_CLOCK / 1000;

    /** The same frame, now that it is known when the next one comes. */
    Sample lasting(long ticks) {
        return new Sample(video, timeMicros, dts, pts, ticks, keyframe, payload, offset);
    }

    /** What it takes of the heap while it waits: its bytes and the objects around them. */
    int heldBytes() {
        return payload.length + Frame.HELD_BYTES;
    }

    int size() {
        return payload.length - offset;
    }

    /** Presentation time minus decode time of a video frame. */
    long leadMicros() {
        return (pts - dts) * 1_000_000 / VIDEO_CLOCK;
    }
}
