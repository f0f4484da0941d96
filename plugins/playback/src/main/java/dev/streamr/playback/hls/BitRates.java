package dev.streamr.playback.hls;

import dev.streamr.api.Segment;
import dev.streamr.api.SegmentWindow.Snapshot;

/**
 * What the multivariant playlist declares of a broadcast's bit rate, measured from the bytes of whole segments. Players
 * choose by it, so it stays as it is until the media prove it wrong: the peak rises when a segment exceeds it, with
 * head-room, and the average moves when it is off by more than a quarter.
 */
final class BitRates {

    /**
     * In bits per second.
     *
     * @param peak    BANDWIDTH: no segment exceeds it
     * @param average AVERAGE-BANDWIDTH
     */
    record Declared(long peak, long average) {}

    /** The peak is declared a tenth above what was measured. */
    private static final int HEAD_ROOM_PART = 10;
    private static final double DRIFT = 1.25;
    private static final long STEP = 10_000;
    private static final double MICROS_PER_SECOND = 1e6;

    private long nextSequence;
    private double bits;
    private double micros;
    private double measuredPeak;
    private Declared declared = new Declared(0, 0);

    /** Takes the segments that are new in this window into account, and returns what to declare now. */
    synchronized Declared observe(Snapshot window) {
        for (Segment segment : window.segments()) {
            if (segment.mediaSequence() >= nextSequence && segment.complete()) {
                nextSequence = segment.mediaSequence() + 1;
                if (!segment.gap()) {
                    measure(segment);
                }
            }
        }
        if (measuredPeak == 0) {
            return estimate(window);
        }
        declare();
        return declared;
    }

    private void measure(Segment segment) {
        long duration = segment.durationMicros();
        if (duration <= 0) {
            return;
        }
        double size = 8.0 * segment.sizeBytes();
        bits += size;
        micros += duration;
        measuredPeak = Math.max(measuredPeak, size / duration * MICROS_PER_SECOND);
    }

    private void declare() {
        long peak = measuredPeak > declared.peak()
                ? roundUp(measuredPeak + measuredPeak / HEAD_ROOM_PART)
                : declared.peak();
        double mean = bits / micros * MICROS_PER_SECOND;
        boolean off = mean > declared.average() * DRIFT || mean * DRIFT < declared.average();
        long average = off ? roundUp(mean) : declared.average();
        declared = new Declared(peak, Math.min(average, peak));
    }

    // Before the first whole segment: the parts that are there, which is not kept.
    private static Declared estimate(Snapshot window) {
        Segment newest = window.segments().getLast();
        long duration = Math.max(newest.durationMicros(), window.partTargetMicros());
        long rate = roundUp(8.0 * newest.sizeBytes() / Math.max(1, duration) * MICROS_PER_SECOND);
        return new Declared(rate, rate);
    }

    private static long roundUp(double bitsPerSecond) {
        return Math.max(STEP, (long) Math.ceil(bitsPerSecond / STEP) * STEP);
    }
}
