package dev.streamr.relay.origin.node;

/**
 * What is known of one node by measuring, at one moment.
 *
 * @param uplinkBitsPerSecond what it can send; 0 until measured
 * @param firstByteMicros     from a request to the first byte of the answer, on average lately; 0 until measured
 * @param trust               share of its capacity that it is trusted with, above 0 to 1
 * @param loss                late and failed requests lately, for each viewer; 0 to 1
 * @param late                words on late answers
 * @param wrong               words on wrong bytes
 * @param failed              words on failed requests
 * @param caught              what the origin itself found, for which it must not serve now; empty when nothing
 */
public record Measured(long uplinkBitsPerSecond, long firstByteMicros, double trust, double loss, long late,
        long wrong, long failed, String caught) {

    /** Nothing was heard yet. */
    public static final Measured NOTHING = new Measured(0, 0, 1, 0, 0, 0, 0, "");
}
