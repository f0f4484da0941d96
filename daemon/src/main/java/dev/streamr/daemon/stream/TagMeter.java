package dev.streamr.daemon.stream;

import dev.streamr.api.FlvTag;

/** Measures a stream from its tags, by media time, over the last whole seconds. Written by the publisher alone. */
final class TagMeter {

    /** Whole seconds that rates are taken over. */
    static final int SECONDS = 5;

    /** What was measured. */
    record Rates(double framesPerSecond, long videoBitsPerSecond, long audioBitsPerSecond,
            long keyframeIntervalMicros) {

        static final Rates UNKNOWN = new Rates(0, 0, 0, 0);
    }

    private final long[] frames = new long[SECONDS];
    private final long[] videoBytes = new long[SECONDS];
    private final long[] audioBytes = new long[SECONDS];
    private long second = Long.MIN_VALUE;
    private long lastWhole;
    private int whole;
    private long frameCount;
    private long videoCount;
    private long audioCount;
    private long keyframeMillis = -1;
    private long keyframeIntervalMicros;
    private volatile Rates rates = Rates.UNKNOWN;

    Rates rates() {
        return rates;
    }

    void count(FlvTag tag) {
        if (tag.isHeader()) {
            return;
        }
        turn(Math.floorDiv(tag.timestampMillis(), 1000L));
        if (tag.kind() == FlvTag.Kind.AUDIO) {
            audioCount += tag.payload().length;
            return;
        }
        frameCount++;
        videoCount += tag.payload().length;
        if (tag.kind() == FlvTag.Kind.VIDEO_KEYFRAME) {
            keyframe(tag.timestampMillis());
        }
    }

    private void keyframe(long millis) {
        if (keyframeMillis >= 0 && millis > keyframeMillis) {
            keyframeIntervalMicros = (millis - keyframeMillis) * 1000;
            publish();
        }
        keyframeMillis = millis;
    }

    /** Goes to another second when it begins; the first is never whole. */
    private void turn(long now) {
        if (now <= second) {
            return;
        }
        if (second != Long.MIN_VALUE && now == second + 1) {
            int slot = (int) Math.floorMod(second, (long) SECONDS);
            frames[slot] = frameCount;
            videoBytes[slot] = videoCount;
            audioBytes[slot] = audioCount;
            lastWhole = second;
            whole = Math.min(whole + 1, SECONDS);
            publish();
        } else {
            whole = -1;
        }
        second = now;
        frameCount = 0;
        videoCount = 0;
        audioCount = 0;
    }

    private void publish() {
        int seconds = whole;
        if (seconds <= 0) {
            rates = new Rates(rates.framesPerSecond(), rates.videoBitsPerSecond(), rates.audioBitsPerSecond(),
                    keyframeIntervalMicros);
            return;
        }
        rates = new Rates((double) sum(frames, seconds) / seconds, sum(videoBytes, seconds) * 8 / seconds,
                sum(audioBytes, seconds) * 8 / seconds, keyframeIntervalMicros);
    }

    private long sum(long[] perSecond, int seconds) {
        long sum = 0;
        for (int back = 0; back < seconds; back++) {
            sum += perSecond[(int) Math.floorMod(lastWhole - back, (long) SECONDS)];
        }
        return sum;
    }
}
