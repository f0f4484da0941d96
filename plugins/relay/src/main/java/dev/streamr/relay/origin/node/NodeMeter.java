package dev.streamr.relay.origin.node;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

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
    /** The witness that is this machine itself. */
    static final String ORIGIN = "";
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
    /** What the words of one viewer or child add up to at most: nobody makes a node fall alone. */
    private static final double MOST_OF_ONE = 2;
    /** Who complains at a time; the words of more say nothing new. */
    private static final int MOST_WITNESSES = 1_000;
    private static final double NOTHING_LEFT = 0.05;
    private static final Duration FIRST_REST = Duration.ofSeconds(30);
    /** Each rest is twice as long as the one before, up to 16 minutes. */
    private static final int MOST_DOUBLINGS = 5;
    /** A second that is not over yet does not count as one. */
    private static final long SECOND_NANOS = 900_000_000;

    private double firstByteMicros;
    private double transferBits;
    private double provenBits;
    private long proofBytes;
    private long proofSince;
    private double trust = 1;
    /** Of each who complains; what is said lately. */
    private final Map<String, Double> complaints = new HashMap<>();
    private double loss;
    private long late;
    private long wrong;
    private long failed;
    private String caught = "";
    private String resting = "";
    private long restsUntil;
    private int rests;
    /** Whether a viewer or a child complained since {@link #complained} was asked. */
    private boolean accused;
    private boolean begun;
    private long secondAt;

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

    synchronized void late(String witness) {
        late++;
        complain(witness, 1);
    }

    synchronized void wrong(String witness) {
        wrong++;
        complain(witness, WRONG_WEIGHT);
    }

    synchronized void failed(String witness) {
        failed++;
        complain(witness, 1);
    }

    private void complain(String witness, double weight) {
        accused |= !witness.equals(ORIGIN);
        double most = witness.equals(ORIGIN) ? Double.MAX_VALUE : MOST_OF_ONE;
        if (complaints.size() < MOST_WITNESSES || complaints.containsKey(witness)) {
            complaints.merge(witness, Math.min(most, weight), (said, more) -> Math.min(most, said + more));
        }
    }

    synchronized void caught(String reason) {
        caught = reason;
    }

    synchronized boolean complained() {
        boolean said = accused;
        accused = false;
        return said;
    }

    synchronized void rests(String reason, long now) {
        resting = reason;
        restsUntil = now + (FIRST_REST.toNanos() << Math.min(MOST_DOUBLINGS, rests));
        rests++;
    }

    synchronized void right() {
        rests = Math.max(0, rests - 1);
    }

    synchronized void second(int viewers, long now) {
        if (begun && now - secondAt < SECOND_NANOS) {
            return;
        }
        begun = true;
        secondAt = now;
        resting = now - restsUntil >= 0 ? "" : resting;
        double all = complaints.values().stream().mapToDouble(Double::doubleValue).sum();
        loss = average(loss, Math.min(1, all / Math.max(1, viewers)));
        if (all >= Math.max(LEAST_COMPLAINTS, COMPLAINTS_PER_VIEWER * viewers)) {
            trust = Math.max(LEAST_TRUST, trust * CUT);
            complaints.clear();
        } else {
            trust = Math.min(1, trust + REPAIR);
            complaints.replaceAll((_, said) -> FADING * said);
            complaints.values().removeIf(said -> said < NOTHING_LEFT);
        }
    }

    synchronized Measured measured() {
        return new Measured((long) uplinkBits(), (long) firstByteMicros, trust, loss, late, wrong, failed,
                caught.isEmpty() ? resting : caught);
    }

    private double uplinkBits() {
        double believed = 2 * (transferBits == 0 ? ASSUMED_BITS : transferBits);
        return Math.max(transferBits, Math.min(provenBits, believed));
    }

    private static double average(double before, double figure) {
        return before == 0 ? figure : (1 - NEW) * before + NEW * figure;
    }
}
