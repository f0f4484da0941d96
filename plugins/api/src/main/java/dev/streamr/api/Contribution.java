package dev.streamr.api;

import java.time.Duration;
import java.time.Instant;

/**
 * One word on what a friend's machine delivered, with the one who says it. Counts are of the interval that ends at
 * {@link #at}, and never negative.
 */
public sealed interface Contribution {

    /** When it was said, by the origin's clock. */
    Instant at();

    /** Id of the node. */
    String nodeId();

    /** The stream. */
    StreamName stream();

    /**
     * What a node says of itself.
     *
     * @param interval of time that the bytes are of
     * @param bytes    it says it sent to viewers
     * @param viewers  it says it has
     */
    record DeliveryClaim(Instant at, String nodeId, StreamName stream, Duration interval, long bytes, int viewers)
            implements
                Contribution {

        public DeliveryClaim {
            notNegative("bytes", bytes);
            notNegative("viewers", viewers);
        }
    }

    /**
     * What a viewer says it got from a node, or what the origin concludes for a player that says nothing.
     *
     * @param session         of the viewer
     * @param network         the viewer's network as a salted hash that changes daily: enough to see that many come from
     *                        one place, not to tell which
     * @param serial          of the receipt; each counts once
     * @param interval        of time that the counts are of
     * @param bytes           received
     * @param requests        answered
     * @param firstByteMicros median time from request to first byte; 0 when unknown
     * @param stalls          of the picture
     * @param late            requests that another machine had to answer
     * @param basis           how it is known
     */
    record ViewerReceipt(Instant at, String nodeId, StreamName stream, String session, String network, long serial,
            Duration interval, long bytes, int requests, long firstByteMicros, int stalls, int late, Basis basis)
            implements
                Contribution {

        /** How it is known what a viewer received. */
        public enum Basis {
            /** The page said so, and proved with a piece of the media that the origin had chosen that it has it. */
            PROVEN,
            /** The page said so. */
            STATED,
            /** The origin named segments on the node to a player, which stayed. */
            NAMED
        }

        public ViewerReceipt {
            notNegative("serial", serial);
            notNegative("bytes", bytes);
            notNegative("requests", requests);
            notNegative("firstByteMicros", firstByteMicros);
            notNegative("stalls", stalls);
            notNegative("late", late);
        }
    }

    /**
     * What the origin found when it asked like a viewer.
     *
     * @param verdict         how it came out
     * @param bytes           received
     * @param firstByteMicros time from request to first byte; 0 when there was none
     * @param bitsPerSecond   throughput of the object; 0 when there was none
     */
    record ProbeResult(Instant at, String nodeId, StreamName stream, Verdict verdict, long bytes,
            long firstByteMicros, long bitsPerSecond) implements Contribution {

        /** How a probe came out. */
        public enum Verdict {
            /** The right bytes in time. */
            RIGHT,
            /** Other bytes than the origin's. */
            WRONG_BYTES,
            /** An answer that was no media. */
            REFUSED,
            /** No whole answer in time. */
            LATE,
            /** No connection. */
            UNREACHABLE
        }

        public ProbeResult {
            notNegative("bytes", bytes);
            notNegative("firstByteMicros", firstByteMicros);
            notNegative("bitsPerSecond", bitsPerSecond);
        }
    }

    private static void notNegative(String field, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(field + ": " + value + " is negative");
        }
    }
}
