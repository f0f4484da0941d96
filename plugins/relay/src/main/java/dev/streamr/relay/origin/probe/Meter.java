package dev.streamr.relay.origin.probe;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast a transfer comes. The first quarter is left out: it has the start of TCP in it, and what a token bucket had
 * saved. For one thread.
 */
final class Meter implements Exchange.Body {

    private static final int QUARTERS = 4;

    private final long expected;
    private final LongSupplier nanoTime;
    private long bytes;
    private long countedFrom;
    private long countedSince;
    private long last;

    Meter(long expected, LongSupplier nanoTime) {
        this.expected = expected;
        this.nanoTime = nanoTime;
    }

    @Override
    public boolean take(byte[] buffer, int length) {
        bytes += length;
        last = nanoTime.getAsLong();
        if (countedSince == 0 && bytes >= expected / QUARTERS) {
            countedFrom = bytes;
            countedSince = last;
        }
        return true;
    }

    /** Bytes that came. */
    long bytes() {
        return bytes;
    }

    /** Time that the speed is taken from. */
    Duration counted() {
        return Duration.ofNanos(countedSince == 0 ? 0 : last - countedSince);
    }

    /** Bits per second; 0 when too little came to tell. */
    long bitsPerSecond() {
        long nanos = counted().toNanos();
        return nanos == 0 ? 0 : (long) ((bytes - countedFrom) * 8e9 / nanos);
    }
}
