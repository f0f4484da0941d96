package dev.streamr.ingest.remux;

import dev.streamr.api.Publication;
import dev.streamr.api.StreamWarning;
import dev.streamr.ingest.flv.AudioConfig;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Leads frames to the cutter and decides where the stream breaks: a changed configuration takes effect at the next
 * keyframe with a discontinuity; a leap of the publisher's clock ends the segment, and the next keyframe goes on where
 * it ended. Frames that cannot be shown until then are counted.
 */
final class MediaFlow {

    /** A keyframe interval this much longer than the aim is worth a word to the streamer. */
    private static final long TOLERATED_INTERVAL_MICROS = 300_000;
    /** Audio that fits no picture for so many frames is worth a word. */
    private static final int MOST_OUT_OF_STEP = 200;

    private final Publication publication;
    private final RemuxMetrics metrics;
    private final Bounds bounds;
    private final long mostPendingBytes;
    private final Anchors anchors;
    private final TimeLine time = new TimeLine();
    private final PartCutter cutter;
    private MediaTracks tracks;
    private @Nullable AudioConfig waitingAudio;
    private boolean broken = true;
    private boolean ranBefore;
    private long end;
    private long lastKeyframe = -1;
    private long earliestAudio;
    private int outOfStep;

    /** Told where the publisher's clock lies on the time line from now on. */
    @FunctionalInterface
    interface Anchors {
        void anchor(long micros, long millis);
    }

    MediaFlow(Publication publication, RemuxMetrics metrics, Bounds bounds, MediaTracks tracks, long mostPendingBytes,
            Consumer<CutPart> out, Anchors anchors) {
        this.publication = publication;
        this.metrics = metrics;
        this.bounds = bounds;
        this.tracks = tracks;
        this.mostPendingBytes = mostPendingBytes;
        this.anchors = anchors;
        this.cutter = new PartCutter(bounds, tracks, out, () -> warnInterval(bounds.targetDurationMicros()));
    }

    void accept(Frame frame) {
        if (cutter.pendingBytes() > mostPendingBytes && !broken) {
            interrupt();
        }
        switch (frame) {
            case Frame.Video video -> video(video);
            case Frame.Audio audio when tracks.video() == null -> soloAudio(audio);
            case Frame.Audio audio -> audio(audio);
        }
    }

    /** Ends the last segment. */
    void finish() {
        if (!broken) {
            interrupt();
        }
    }

    private void video(Frame.Video frame) {
        if (!broken && !time.fits(frame)) {
            interrupt();
        }
        if (!frame.keyframe() && (broken || !frame.config().equals(tracks.video()))) {
            metrics.dropped(RemuxMetrics.Reason.NO_KEYFRAME, frame.payload().length);
            return;
        }
        if (frame.keyframe() && (!frame.config().equals(tracks.video()) || waitingAudio != null)) {
            AudioConfig audio = waitingAudio != null ? waitingAudio : tracks.audio();
            change(new MediaTracks(frame.config(), audio));
        }
        if (broken) {
            resume(frame.millis());
        }
        Sample sample = time.video(frame);
        if (frame.keyframe()) {
            watchInterval(sample);
        }
        cutter.drive(sample);
    }

    private void audio(Frame.Audio frame) {
        if (!frame.config().equals(tracks.audio())) {
            waitingAudio = frame.config();
        }
        if (broken || waitingAudio != null) {
            metrics.dropped(RemuxMetrics.Reason.NO_KEYFRAME, frame.payload().length);
            return;
        }
        Sample sample = time.fits(frame) ? time.audio(frame) : null;
        if (sample == null) {
            metrics.dropped(RemuxMetrics.Reason.OUT_OF_STEP, frame.payload().length);
            if (++outOfStep == MOST_OUT_OF_STEP) {
                publication.warn(new StreamWarning("audio-out-of-step",
                        "The time stamps of the audio are seconds away from those of the video; restart the encoder"));
            }
            return;
        }
        outOfStep = 0;
        if (sample.timeMicros() < earliestAudio) {
            metrics.dropped(RemuxMetrics.Reason.NO_KEYFRAME, frame.payload().length);
            return;
        }
        cutter.follow(sample);
    }

    private void soloAudio(Frame.Audio frame) {
        if (!broken && !time.fits(frame)) {
            interrupt();
        }
        if (!frame.config().equals(tracks.audio())) {
            change(new MediaTracks(null, frame.config()));
        }
        if (broken) {
            resume(frame.millis());
        }
        Sample sample = time.audio(frame);
        if (sample == null) {
            metrics.dropped(RemuxMetrics.Reason.OUT_OF_STEP, frame.payload().length);
            return;
        }
        cutter.drive(sample);
    }

    private void change(MediaTracks next) {
        tracks = next;
        waitingAudio = null;
        cutter.change(next);
    }

    /** Ends what there is; nothing goes on before the next keyframe. */
    private void interrupt() {
        end = cutter.finish();
        broken = true;
        ranBefore = true;
        lastKeyframe = -1;
        waitingAudio = null;
    }

    private void resume(long millis) {
        long micros = time.anchor(millis, ranBefore ? end : 0);
        anchors.anchor(micros, millis);
        broken = false;
    }

    private void watchInterval(Sample keyframe) {
        if (lastKeyframe < 0) {
            earliestAudio = keyframe.timeMicros() + keyframe.leadMicros() - 1;
        } else {
            long interval = keyframe.timeMicros() - lastKeyframe;
            if (interval > bounds.segmentAimMicros() + TOLERATED_INTERVAL_MICROS) {
                warnInterval(interval);
            }
        }
        lastKeyframe = keyframe.timeMicros();
    }

    private void warnInterval(long micros) {
        publication.warn(new StreamWarning("keyframe-interval-too-long", String.format(Locale.ROOT,
                "Keyframes are %.1f s or more apart, so viewers wait long; set the keyframe interval to 2 s",
                micros / 1e6)));
    }
}
