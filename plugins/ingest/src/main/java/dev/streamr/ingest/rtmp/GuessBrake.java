package dev.streamr.ingest.rtmp;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Makes whoever guesses publish keys wait: each wrong key from an address doubles the time until the answer. A right
 * key, or ten quiet minutes, clears it.
 */
final class GuessBrake {

    private static final Duration FIRST = Duration.ofMillis(250);
    private static final int MAX_DOUBLINGS = 5;
    private static final Duration MEMORY = Duration.ofMinutes(10);

    /** Addresses that are remembered; the one that failed longest ago goes first. */
    private static final int MAX_ADDRESSES = 4096;

    private record Failures(int count, long lastNanos) {}

    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ClientAddress, Failures> failures = new LinkedHashMap<>();

    /** @param nanoTime the clock, as {@link System#nanoTime} */
    GuessBrake(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Notes a wrong key and says how long its answer has to wait. */
    Duration failed(ClientAddress address) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            Failures former = failures.remove(address);
            boolean remembered = former != null && now - former.lastNanos() < MEMORY.toNanos();
            int count = former != null && remembered ? former.count() + 1 : 1;
            failures.put(address, new Failures(count, now));
            if (failures.size() > MAX_ADDRESSES) {
                failures.remove(failures.keySet().iterator().next());
            }
            return FIRST.multipliedBy(1L << Math.min(count - 1, MAX_DOUBLINGS));
        } finally {
            lock.unlock();
        }
    }

    /** Notes a right key. */
    void succeeded(ClientAddress address) {
        lock.lock();
        try {
            failures.remove(address);
        } finally {
            lock.unlock();
        }
    }
}
