package dev.streamr.mesh.limit;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Holds the bytes that are sent below a bit rate, exactly: whoever waits as long as {@link #reserve} says has, in any
 * stretch of time, sent no more than the rate allows for it plus one burst. All arithmetic is whole: one token is a bit
 * of a nanosecond, so that a rate of r bits per second is r tokens per nanosecond and nothing is ever rounded away. Any
 * thread; reservations are served in the order they are made.
 */
public final class TokenBucket {

    /** Tokens of one byte. */
    private static final long BYTE = 8_000_000_000L;
    /** These two keep every product below 2^63. */
    private static final long MOST_BURST_BYTES = 64L << 20;
    private static final long MOST_RESERVED_TOKENS = (512L << 20) * BYTE;
    private static final long MOST_BITS_PER_SECOND = 100_000_000_000L;

    private static final OptionalLong NOW = OptionalLong.of(0);

    private final long bitsPerSecond;
    private final long burstTokens;
    private final long mostWaitNanos;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock(true);
    /** At most the burst; below zero while reservations wait. */
    private long tokens;
    private long asOf;

    /**
     * @param bitsPerSecond 1 to 100 Gbit/s
     * @param burstBytes    what may be sent at once after a pause, 1 to 64 MiB
     * @param mostWait      the longest that anybody waits; bounds those who wait
     * @param nanoTime      {@link System#nanoTime}
     */
    public TokenBucket(long bitsPerSecond, long burstBytes, Duration mostWait, LongSupplier nanoTime) {
        if (bitsPerSecond < 1 || bitsPerSecond > MOST_BITS_PER_SECOND || burstBytes < 1
                || burstBytes > MOST_BURST_BYTES) {
            throw new IllegalArgumentException("rate or burst out of range");
        }
        this.bitsPerSecond = bitsPerSecond;
        this.burstTokens = burstBytes * BYTE;
        this.mostWaitNanos = mostWait.toNanos();
        this.nanoTime = nanoTime;
        this.tokens = burstTokens;
        this.asOf = nanoTime.getAsLong();
    }

    /**
     * Sets bytes aside for the caller, who sends them after the time that is returned and not before.
     *
     * @param bytes 0 to the burst; more is sent in several pieces
     * @return nanoseconds to wait, 0 for now; empty, and nothing is set aside, when too many wait already
     */
    public OptionalLong reserve(long bytes) {
        if (bytes < 0 || bytes * BYTE > burstTokens) {
            throw new IllegalArgumentException("a reservation is at most one burst");
        }
        lock.lock();
        try {
            refill();
            long after = tokens - bytes * BYTE;
            if (after >= 0) {
                tokens = after;
                return NOW;
            }
            long wait = Math.ceilDiv(-after, bitsPerSecond);
            if (wait > mostWaitNanos || after < -MOST_RESERVED_TOKENS) {
                return OptionalLong.empty();
            }
            tokens = after;
            return OptionalLong.of(wait);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes bytes if they may be sent now.
     *
     * @return whether they may; nothing is set aside otherwise
     */
    public boolean tryTake(long bytes) {
        if (bytes < 0 || bytes * BYTE > burstTokens) {
            throw new IllegalArgumentException("a reservation is at most one burst");
        }
        lock.lock();
        try {
            refill();
            if (tokens < bytes * BYTE) {
                return false;
            }
            tokens -= bytes * BYTE;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void refill() {
        long now = nanoTime.getAsLong();
        long elapsed = now - asOf;
        if (elapsed <= 0) {
            return;
        }
        asOf = now;
        long missing = burstTokens - tokens;
        tokens = elapsed >= Math.ceilDiv(missing, bitsPerSecond) ? burstTokens : tokens + elapsed * bitsPerSecond;
    }
}
