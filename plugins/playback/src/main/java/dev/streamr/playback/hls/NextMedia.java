package dev.streamr.playback.hls;

import dev.streamr.api.LiveStream;
import dev.streamr.api.Packaging;
import dev.streamr.api.Segment;
import dev.streamr.api.SegmentWindow;
import dev.streamr.api.SegmentWindow.Snapshot;
import dev.streamr.playback.http.Refusal;
import java.time.Duration;

/**
 * Waits for media that players know of before it is here: the part that our own playlist hints at, and on a friend's
 * machine also what the playlist of the origin, or of a faster relay, has named already.
 */
final class NextMedia {

    /** A request may wait for the segment in the making and for this many after it, when another's playlist named it. */
    private static final int SEGMENTS_AHEAD = 1;
    private static final int TARGET_DURATIONS = 3;

    private NextMedia() {}

    /**
     * The window, when it holds this part or it is not worth waiting for.
     *
     * @param part -1 for the whole segment
     * @throws Refusal (503) when it did not come within three target durations
     */
    static Snapshot await(LiveStream stream, Packaging packaging, long sequence, int part)
            throws Refusal, InterruptedException {
        SegmentWindow window = stream.window(packaging);
        Snapshot now = window.snapshot();
        if (now.ended() || now.reached(sequence, part) || !(stream.relayed()
                ? mayBeNamed(now, sequence)
                : isHinted(now, sequence, part))) {
            return now;
        }
        Duration patience = now.segments().isEmpty()
                ? BlockingReload.FIRST_MEDIA
                : Duration.ofNanos(TARGET_DURATIONS * 1000 * now.targetDurationMicros());
        now = window.await(sequence, part, patience);
        if (!now.reached(sequence, part) && !now.ended()) {
            throw Refusal.unavailable("The media did not come in time.");
        }
        return now;
    }

    private static boolean isHinted(Snapshot window, long sequence, int part) {
        if (window.segments().isEmpty()) {
            return false;
        }
        Segment newest = window.segments().getLast();
        return newest.complete()
                ? sequence == newest.mediaSequence() + 1 && part == 0
                : sequence == newest.mediaSequence() && part == newest.parts().size();
    }

    private static boolean mayBeNamed(Snapshot window, long sequence) {
        if (window.segments().isEmpty()) {
            return true;
        }
        Segment newest = window.segments().getLast();
        long making = newest.complete() ? newest.mediaSequence() + 1 : newest.mediaSequence();
        return sequence <= making + SEGMENTS_AHEAD;
    }
}
