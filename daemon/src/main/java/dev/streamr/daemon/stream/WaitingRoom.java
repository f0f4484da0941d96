package dev.streamr.daemon.stream;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Threads that wait for the next thing to happen, all woken at once. A lock with a condition would send every woken
 * thread through the lock again, one after another; here each only parks and is unparked, and waiting allocates
 * nothing when the {@link Seat} is kept.
 *
 * <p>Deadlines cost nothing either while something happens before them: a timed park would set and cancel a timer, and
 * wake the timer's thread, for every thread and every wait. The room sets one timer for all who sit in it.
 *
 * <p>To wait: take a seat, look again whether it happened, {@link #park}. To wake: make it happen, then {@link #wakeAll}.
 * Parking may end for no reason, so look again each time.
 */
final class WaitingRoom {

    /** One thread's place, for one wait at a time. */
    static final class Seat {

        private volatile boolean taken;
        private @Nullable Seat next;
        private volatile @Nullable Thread thread;
        private volatile long deadline;

        /** Wakes whoever sits here. */
        void wake() {
            LockSupport.unpark(thread);
        }
    }

    /** No timer is set. */
    private static final long NONE = 0;

    /** The timers of all rooms: at most one that counts per room. */
    private static final ScheduledThreadPoolExecutor TIMERS = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("waiting-rooms").factory());

    private final AtomicReference<@Nullable Seat> newest = new AtomicReference<>();
    /** Held while people are sent out of the room; nobody needs it to sit down. */
    private final ReentrantLock door = new ReentrantLock();
    private final AtomicLong timer = new AtomicLong(NONE);

    /**
     * Seats the calling thread until the next {@link #wakeAll}; nothing happens when it sits already.
     *
     * @param deadline when it wakes although nothing happened, as {@link System#nanoTime}
     */
    void sit(Seat seat, long deadline) {
        seat.thread = Thread.currentThread();
        seat.deadline = deadline;
        if (seat.taken) {
            return;
        }
        seat.taken = true;
        push(seat);
    }

    /** Parks the calling thread, which sits here, until it is woken, interrupted or past its deadline. */
    void park(Seat seat) {
        expect(seat.deadline);
        LockSupport.park(this);
    }

    /** Wakes everybody and empties the room. */
    void wakeAll() {
        door.lock();
        try {
            Seat seat = newest.getAndSet(null);
            while (seat != null) {
                seat = leave(seat);
            }
        } finally {
            door.unlock();
        }
    }

    /** Sets the timer, unless it rings before that anyway. */
    private void expect(long deadline) {
        long due = deadline | 1;
        long pending = timer.get();
        while (pending == NONE || due - pending < 0) {
            if (timer.compareAndSet(pending, due)) {
                var _ = TIMERS.schedule(() -> ring(due), due - System.nanoTime(), TimeUnit.NANOSECONDS);
                return;
            }
            pending = timer.get();
        }
    }

    /** Wakes who waited long enough; the others sit down again. */
    private void ring(long due) {
        if (!timer.compareAndSet(due, NONE)) {
            return;
        }
        door.lock();
        try {
            long left = wakeOverdue(System.nanoTime());
            if (left != Long.MAX_VALUE) {
                expect(System.nanoTime() + left);
            }
        } finally {
            door.unlock();
        }
    }

    /** Tells how long the next one still sits. */
    private long wakeOverdue(long now) {
        long soonest = Long.MAX_VALUE;
        Seat seat = newest.getAndSet(null);
        while (seat != null) {
            long left = seat.deadline - now;
            if (left <= 0) {
                seat = leave(seat);
            } else {
                Seat next = seat.next;
                push(seat);
                soonest = Math.min(soonest, left);
                seat = next;
            }
        }
        return soonest;
    }

    private void push(Seat seat) {
        Seat before;
        do {
            before = newest.get();
            seat.next = before;
        } while (!newest.compareAndSet(before, seat));
    }

    /** Wakes who sits there, and tells the next seat. */
    private static @Nullable Seat leave(Seat seat) {
        Seat next = seat.next;
        Thread thread = seat.thread;
        seat.next = null;
        seat.taken = false;
        LockSupport.unpark(thread);
        return next;
    }
}
