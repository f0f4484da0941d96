package dev.streamr.daemon.stream;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Nobody sits for ever, and nobody misses what happens. */
class WaitingRoomTest {

    private static final Duration FAR = Duration.ofMinutes(10);

    private final WaitingRoom room = new WaitingRoom();
    private final AtomicLong happened = new AtomicLong();

    /** Waits until so much happened or the time is over. */
    private boolean await(WaitingRoom.Seat seat, long wanted, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            room.sit(seat, deadline);
            if (happened.get() >= wanted) {
                return true;
            }
            if (deadline - System.nanoTime() <= 0) {
                return false;
            }
            room.park(seat);
        }
    }

    private void happen() {
        happened.incrementAndGet();
        room.wakeAll();
    }

    @Test
    void aDeadlineEndsTheWaitThoughNothingHappens() {
        assertFalse(await(new WaitingRoom.Seat(), 1, Duration.ofMillis(20)));
    }

    @Test
    void aSoonerDeadlineDoesNotWaitForALaterOne() throws InterruptedException {
        Thread patient = Thread.ofVirtual().start(() -> await(new WaitingRoom.Seat(), 1, FAR));
        assertFalse(await(new WaitingRoom.Seat(), 1, Duration.ofMillis(20)));
        happen();
        assertTrue(patient.join(FAR));
    }

    @Test
    void aLaterDeadlineIsKeptWhenASoonerOneHasPassed() {
        assertFalse(await(new WaitingRoom.Seat(), 1, Duration.ofMillis(5)));
        WaitingRoom.Seat kept = new WaitingRoom.Seat();
        assertFalse(await(kept, 1, Duration.ofMillis(10)));
        assertFalse(await(kept, 1, Duration.ofMillis(30)));
    }

    @Test
    void nobodyMissesWhatHappensWhileDeadlinesPass() throws InterruptedException {
        int waiting = 50;
        int steps = 500;
        Semaphore arrived = new Semaphore(0);
        AtomicBoolean over = new AtomicBoolean();
        for (int i = 0; i < waiting; i++) {
            Thread.ofVirtual().start(() -> {
                WaitingRoom.Seat seat = new WaitingRoom.Seat();
                for (long step = 1; step <= steps && await(seat, step, FAR); step++) {
                    arrived.release();
                }
            });
        }
        Thread hasty = Thread.ofVirtual().start(() -> {
            WaitingRoom.Seat seat = new WaitingRoom.Seat();
            while (!over.get()) {
                await(seat, Long.MAX_VALUE, Duration.ofNanos(50_000));
            }
        });
        for (int step = 1; step <= steps; step++) {
            happen();
            assertTrue(arrived.tryAcquire(waiting, 30, TimeUnit.SECONDS), "somebody missed step " + step);
        }
        over.set(true);
        assertTrue(hasty.join(FAR));
    }
}
