package dev.streamr.daemon.stream;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that wait for the next thing to happen, all woken at once. A lock with a condition would send every woken
 * thread through the lock again, one after another; here each only parks and is unparked, and waiting allocates
 * nothing when the {@link Seat} is kept.
 *
 * <p>To wait: take a seat, look again whether it happened, park. To wake: make it happen, then {@link #wakeAll}. Parking
 * may end for no reason, so look again each time.
 */
final class WaitingRoom {

    /** One thread's place, for one wait at a time. */
    static final class Seat {

        private volatile boolean taken;
        private @Nullable Seat next;
        private volatile @Nullable Thread thread;

        /** Wakes whoever sits here. */
        void wake() {
            LockSupport.unpark(thread);
        }
    }

    private final AtomicReference<@Nullable Seat> newest = new AtomicReference<>();

    /** Seats the calling thread until the next {@link #wakeAll}; nothing happens when it sits already. */
    void sit(Seat seat) {
        seat.thread = Thread.currentThread();
        if (seat.taken) {
            return;
        }
        seat.taken = true;
        Seat before;
        do {
            before = newest.get();
            seat.next = before;
        } while (!newest.compareAndSet(before, seat));
    }

    /** Wakes everybody and empties the room. */
    void wakeAll() {
        Seat seat = newest.getAndSet(null);
        while (seat != null) {
            Seat next = seat.next;
            Thread thread = seat.thread;
            seat.next = null;
            seat.taken = false;
            LockSupport.unpark(thread);
            seat = next;
        }
    }
}
