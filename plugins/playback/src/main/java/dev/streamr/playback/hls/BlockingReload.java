package dev.streamr.playback.hls;

import dev.streamr.api.Segment;
import dev.streamr.api.SegmentWindow;
import dev.streamr.api.SegmentWindow.Snapshot;
import dev.streamr.playback.http.Refusal;
import java.time.Duration;

/** Waits for what a player asked for (RFC 8216bis section 6.2.5.2), never longer than the protocol allows. */
final class BlockingReload {

    /** How long a player that came before the first media waits for it. */
    static final Duration FIRST_MEDIA = Duration.ofSeconds(8);

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int SEGMENTS_AHEAD = 2;
    private static final int TARGET_DURATIONS = 3;

    private BlockingReload() {}

    /**
     * Waits until the first segment is complete, the stream is over or the patience is at its end.
     *
     * @throws Refusal (503) when there is still no media at all
     */
    static Snapshot firstMedia(SegmentWindow window) throws Refusal, InterruptedException {
        Snapshot now = window.snapshot();
        long deadline = System.nanoTime() + FIRST_MEDIA.toNanos();
        while (!hasSegment(now) && !now.ended()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            now = window.awaitChange(now.version(), Duration.ofNanos(left));
        }
        if (now.segments().isEmpty()) {
            throw now.ended()
                    ? Refusal.notFound("The stream ended before it had any media.")
                    : Refusal.unavailable("The stream has no media yet.");
        }
        return now;
    }

    /**
     * Waits until the window holds what the directives ask for.
     *
     * @throws Refusal 400 for what lies too far ahead, 503 after three target durations
     */
    static Snapshot await(SegmentWindow window, ReloadDirectives wanted) throws Refusal, InterruptedException {
        Snapshot now = firstMedia(window);
        if (!wanted.blocking() || now.ended()) {
            return now;
        }
        checkNear(now, wanted);
        long patience = TARGET_DURATIONS * now.targetDurationMicros() * 1000;
        long deadline = System.nanoTime() + patience;
        long sequence = wanted.mediaSequence();
        int part = wanted.part();
        if (!now.reached(sequence, part)) {
            now = window.await(sequence, part, Duration.ofNanos(patience));
        }
        if (pastTheEnd(now, sequence, part)) {
            sequence++;
            part = 0;
            long left = Math.max(0, deadline - System.nanoTime());
            now = window.await(sequence, part, Duration.ofNanos(left));
        }
        if (now.segments().isEmpty()) {
            throw Refusal.notFound("The stream is over.");
        }
        if (!now.reached(sequence, part) && !now.ended()) {
            throw Refusal.unavailable("What the playlist was asked to wait for did not come in time.");
        }
        return isShortRest(now, sequence, part) ? withTheNext(window, now, sequence) : now;
    }

    // A player that is still busy with the part before when a segment is closed by a few milliseconds more can lose its
    // place for seconds (hls.js 1.7.4 takes the segment for buffered): so they are told together with what follows.
    private static Snapshot withTheNext(SegmentWindow window, Snapshot now, long sequence)
            throws InterruptedException {
        Snapshot next = window.await(sequence + 1, 0, Duration.ofNanos(2 * 1000 * now.partTargetMicros()));
        return next.segments().isEmpty() ? now : next;
    }

    /** Whether this part closes its segment and is less than half as long as parts are. */
    private static boolean isShortRest(Snapshot window, long sequence, int part) {
        return part > 0 && window.segment(sequence)
                .filter(segment -> segment.complete() && part == segment.parts().size() - 1)
                .map(segment -> 2 * segment.parts().getLast().durationMicros() < window.partTargetMicros())
                .orElse(false);
    }

    private static boolean hasSegment(Snapshot window) {
        return !window.segments().isEmpty() && window.segments().getFirst().complete();
    }

    // A segment that ended with fewer parts: the next part is the first of the segment after it.
    private static boolean pastTheEnd(Snapshot window, long sequence, int part) {
        return part >= 0 && window.segment(sequence)
                .map(segment -> segment.complete() && part >= segment.parts().size()).orElse(false);
    }

    private static void checkNear(Snapshot window, ReloadDirectives wanted) throws Refusal {
        Segment newest = window.segments().getLast();
        long ahead = wanted.mediaSequence() - newest.mediaSequence();
        if (ahead > SEGMENTS_AHEAD) {
            throw Refusal.badRequest("_HLS_msn is more than two segments ahead.");
        }
        int present = ahead == 0 && !newest.complete() ? newest.parts().size() - 1 : 0;
        if (ahead >= 0 && wanted.part() - present > advancePartLimit(window)) {
            throw Refusal.badRequest("_HLS_part is too far ahead.");
        }
    }

    // RFC 8216bis section 6.2.5.2: three parts, or as many as fill three seconds.
    private static long advancePartLimit(Snapshot window) {
        long target = Math.max(1, window.partTargetMicros());
        return target >= MICROS_PER_SECOND ? 3 : Math.ceilDiv(3 * MICROS_PER_SECOND, target);
    }
}
