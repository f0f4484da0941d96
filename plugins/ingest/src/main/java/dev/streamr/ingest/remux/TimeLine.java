package dev.streamr.ingest.remux;

import dev.streamr.ingest.flv.AudioConfig;
import org.jspecify.annotations.Nullable;

/**
 * Puts frames from the publisher's clock on the stream's own time line. Video keeps the publisher's decode time and its
 * signed composition time to the millisecond; audio is counted in samples. A leap of the publisher's clock is seen here.
 */
final class TimeLine {

    /** The time line begins here, so that audio a little before the first picture is not negative. */
    private static final long ORIGIN_MICROS = 1_000_000;
    /** A gap this long, or longer, is a leap of the clock. */
    private static final long LEAP_MILLIS = 3_000;
    /** Steps back within this are disorder, beyond it a leap. */
    private static final long DISORDER_MILLIS = 500;

    /** The length of a frame until the second one is there. */
    private static final long ASSUMED_FRAME_MILLIS = 33;

    private long baseMillis;
    private long lastVideo = Long.MIN_VALUE;
    private long lastAudio = Long.MIN_VALUE;
    private long frameMillis = ASSUMED_FRAME_MILLIS;
    private long audioGap;
    private long audioTicks = -1;
    private @Nullable AudioConfig audio;
    private AudioClock clock = new AudioClock(1);

    /**
     * Lays the publisher's {@code millis} at {@code micros} of the time line, or a little later; 0 for its beginning.
     *
     * @return where it came to lie
     */
    long anchor(long millis, long micros) {
        long place = Math.ceilDiv(micros == 0 ? ORIGIN_MICROS : micros, 1000L);
        baseMillis = millis - place;
        lastVideo = Long.MIN_VALUE;
        lastAudio = Long.MIN_VALUE;
        audio = null;
        return place * 1000;
    }

    /** Whether this frame's time fits the frames before it. */
    boolean fits(Frame frame) {
        long newest = Math.max(lastVideo, lastAudio);
        if (newest == Long.MIN_VALUE) {
            return true;
        }
        long own = frame instanceof Frame.Video ? lastVideo : lastAudio;
        long millis = frame.millis();
        return millis - newest <= LEAP_MILLIS
                && millis >= (own == Long.MIN_VALUE ? newest - LEAP_MILLIS : own - DISORDER_MILLIS);
    }

    /** Places a video frame. */
    Sample video(Frame.Video frame) {
        long millis = frame.millis();
        if (lastVideo != Long.MIN_VALUE) {
            millis = Math.max(millis, lastVideo + 1);
            frameMillis = millis - lastVideo;
        }
        lastVideo = millis;
        long dts = (millis - baseMillis) * Sample.TICKS_PER_MILLI;
        long shown = frame.millis() + frame.composition() - baseMillis;
        long pts = Math.max(dts, shown * Sample.TICKS_PER_MILLI);
        return new Sample(true, (millis - baseMillis) * 1000, dts, pts, frameMillis * Sample.TICKS_PER_MILLI,
                frame.keyframe(), frame.payload(), frame.offset());
    }

    /** Places an audio frame; null when there is no place for it. */
    @Nullable
    Sample audio(Frame.Audio frame) {
        if (!frame.config().equals(audio)) {
            audio = frame.config();
            clock = new AudioClock(frame.config().clockHz());
            audioTicks = -1;
        }
        int samples = frame.samples();
        long ticks = clock.place(frame.millis() - baseMillis, samples);
        if (ticks < 0) {
            return null;
        }
        lastAudio = Math.max(lastAudio, frame.millis());
        if (audioTicks >= 0) {
            audioGap = ticks - audioTicks;
        }
        audioTicks = ticks;
        long micros = ticks * 1_000_000 / frame.config().clockHz();
        return new Sample(false, micros, ticks, ticks, samples > 0 ? samples : Math.max(1, audioGap), true,
                frame.payload(), frame.offset());
    }
}
