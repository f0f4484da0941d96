package dev.streamr.ingest.rtmp;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Lets one line through per period, so that hostile clients cannot fill a disk; the next line says what it stands for. */
final class LogLimiter {

    private static final long PERIOD_NANOS = Duration.ofSeconds(10).toNanos();

    private final LongSupplier nanoTime;
    private final AtomicLong quietUntil;
    private final AtomicLong held = new AtomicLong();

    /** @param nanoTime the clock, as {@link System#nanoTime} */
    LogLimiter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.quietUntil = new AtomicLong(nanoTime.getAsLong());
    }

    /** How many lines to speak for, this one included; 0 when this one is to be held back. */
    long permit() {
        long now = nanoTime.getAsLong();
        long until = quietUntil.get();
        held.incrementAndGet();
        return now - until >= 0 && quietUntil.compareAndSet(until, now + PERIOD_NANOS) ? held.getAndSet(0) : 0;
    }
}
