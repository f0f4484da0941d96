package dev.streamr.relay.pull;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes one thread; a call while it is awake is not lost. */
final class Waker {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean called;

    void wake() {
        lock.lock();
        try {
            called = true;
            woken.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a call since the last wait, or for the time. */
    void await(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (!called && left > 0) {
                left = woken.awaitNanos(left);
            }
            called = false;
        } finally {
            lock.unlock();
        }
    }
}
