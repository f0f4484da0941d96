package dev.streamr.relay.pull;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/** How long the last parts took through this machine. Any thread. */
final class HopTimes {

    /** Parts that are remembered: at 0.2 s a quarter of a minute. */
    private static final int KEPT = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final long[] nanos = new long[KEPT];
    private int count;

    void add(long took) {
        lock.lock();
        try {
            nanos[count++ % KEPT] = took;
        } finally {
            lock.unlock();
        }
    }

    /** The median in microseconds; 0 when there was no part yet. */
    long medianMicros() {
        lock.lock();
        try {
            int size = Math.min(count, KEPT);
            long[] sorted = Arrays.copyOf(nanos, size);
            Arrays.sort(sorted);
            return size == 0 ? 0 : sorted[size / 2] / 1_000;
        } finally {
            lock.unlock();
        }
    }
}
