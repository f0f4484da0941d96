package dev.streamr.playback.hls;

/** The frame rate that is declared: the measured one, snapped to the rates in use, and held while it is nearly true. */
final class FrameRate {

    private static final double[] IN_USE = {10, 12, 15, 20, 24_000 / 1001.0, 24, 25, 30_000 / 1001.0, 30, 48, 50,
            60_000 / 1001.0, 60, 90, 100, 120_000 / 1001.0, 120, 144, 240};
    private static final double NEAR = 0.02;
    private static final double HELD = 0.1;

    private double declared;

    /** What to declare, 0 while it is unknown. */
    synchronized double observe(double measured) {
        if (measured > 0 && Math.abs(measured - declared) > HELD * measured) {
            declared = snap(measured);
        }
        return declared;
    }

    private static double snap(double measured) {
        double best = measured;
        double distance = NEAR * measured;
        for (double rate : IN_USE) {
            if (Math.abs(rate - measured) < distance) {
                best = rate;
                distance = Math.abs(rate - measured);
            }
        }
        return best;
    }
}
