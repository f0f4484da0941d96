package dev.streamr.relay.origin.proof;

import java.time.Duration;

/**
 * How many bytes one viewer can have received: four times the stream's bit rate, so that a player may fill its buffer,
 * fetch again what came late, and watch from behind. For one thread at a time.
 */
final class Budget {

    private static final int TIMES = 4;
    /** What a player fetches at once when it begins, and what one word is late. */
    private static final Duration MOST = Duration.ofSeconds(30);
    private static final Duration AT_FIRST = Duration.ofSeconds(8);

    private double seconds = AT_FIRST.toSeconds();
    private long asOf;

    Budget(long now) {
        this.asOf = now;
    }

    /** Takes as many of these bytes as are plausible, and returns how many. */
    long take(long bytes, long bitsPerSecond, long now) {
        seconds = Math.min((double) MOST.toSeconds(), seconds + (now - asOf) / 1e9);
        asOf = now;
        double bytesPerSecond = TIMES * bitsPerSecond / 8.0;
        long taken = Math.min(bytes, (long) (seconds * bytesPerSecond));
        if (taken > 0) {
            seconds -= taken / bytesPerSecond;
        }
        return taken;
    }
}
