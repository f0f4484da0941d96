package dev.streamr.relay.origin.node;

import java.time.Duration;

/**
 * What was measured of one node. Trust follows the rule of TCP: cut by a share when it is too much, restored by a little
 * every second when it is not. Any thread.
 */
final class NodeMeter {

    /** Weight of a new figure in an average. */
    private static final double NEW = 0.2;
    /** Assumed of a node whose uplink was never measured, when bytes prove that it is more. */
    static final long ASSUMED_BITS = 10_000_000;
    private static final Duration PROOF = Duration.ofSeconds(10);
    /** Bytes of a longer interval say nothing about now. */
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(30);
    private static final double CUT = 0.7;
    private static final double REPAIR = 0.02;
    private static final double LEAST_TRUST = 0.05;
    /** Words of one second that one second later still count. */
    private static final double FADING = 0.8;
    private static final double WRONG_WEIGHT = 5;
    /** So many words at a time are no reason yet. */
    private static final double LEAST_COMPLAINTS = 3;
    /** The same for a node with many viewers: a word of every fifth. */
    private static final double COMPLAINTS_PER_VIEWER = 0.2;

    private double firstByteMicros;
    private double transferBits;
    private double provenBits;
    private long proofBytes;
    private long proofSince;
    private double trust = 1;
    private double complaints;
    private double loss;
    private long late;
    private long wrong;
    private long failed;
    private String caught = "";

    synchronized void firstByte(long micros) {
        if (micros > 0) {
            firstByteMicros = average(firstByteMicros, (double) micros);
        }
    }

    synchronized void delivered(long bytes, Duration interval, long now) {
        if (bytes <= 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
            return;
        }
        if (proofBytes == 0) {
            proofSince = now;
        }
        proofBytes += bytes;
        long elapsed = now - proofSince;
        if (elapsed >= PROOF.toNanos()) {
            double rate = proofBytes * 8e9 / elapsed;
            provenBits = Math.max(rate, (1 - NEW) * provenBits);
            proofBytes = 0;
        }
    }

    synchronized void uplink(long bitsPerSecond) {
        if (bitsPerSecond > 0) {
            transferBits = transferBits == 0 ? (double) bitsPerSecond : (transferBits + bitsPerSecond) / 2;
        }
    }

    synchronized void late() {
        late++;
        complaints++;
    }

    synchronized void wrong() {
        wrong++;
        complaints += WRONG_WEIGHT;
    }

    synchronized void failed() {
        failed++;
        complaints++;
    }

    synchronized void caught(String reason) {
        caught = reason;
    }

    synchronized void second(int viewers) {
        loss = average(loss, Math.min(1, complaints / Math.max(1, viewers)));
        if (complaints >= Math.max(LEAST_COMPLAINTS, COMPLAINTS_PER_VIEWER * viewers)) {
            trust = Math.max(LEAST_TRUST, trust * CUT);
            complaints = 0;
        } else {
            trust = Math.min(1, trust + REPAIR);
            complaints *= FADING;
        }
    }

    synchronized Measured measured() {
        return new Measured((long) uplinkBits(), (long) firstByteMicros, trust, loss, late, wrong, failed, caught);
    }

    private double uplinkBits() {
        double believed = 2 * (transferBits == 0 ? ASSUMED_BITS : transferBits);
        return Math.max(transferBits, Math.min(provenBits, believed));
    }

    private static double average(double before, double figure) {
        return before == 0 ? figure : (1 - NEW) * before + NEW * figure;
    }
}
