package dev.streamr.daemon.stream;

import dev.streamr.api.TagReader;
import io.prometheus.client.Counter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A viewer of the tags. */
final class RingReader implements TagReader {

    private static final Next IDLE = new Next(Outcome.IDLE, null);
    private static final Next ENDED = new Next(Outcome.ENDED, null);

    private final TagRing ring;
    private final RingCursor cursor;
    private final WaitingRoom.Seat seat = new WaitingRoom.Seat();
    private final Counter.Child egress;
    private final Counter.Child skips;
    private final Runnable leave;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param ring   what is watched
     * @param egress counts bytes delivered
     * @param skips  counts tags lost
     * @param leave  runs once, when the viewer goes
     */
    RingReader(TagRing ring, Counter.Child egress, Counter.Child skips, Runnable leave) {
        this.ring = ring;
        this.cursor = ring.join();
        this.egress = egress;
        this.skips = skips;
        this.leave = leave;
    }

    @Override
    public Next next(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            SharedBatch batch = poll();
            if (batch != null) {
                return batch.asNext();
            }
            if (closed.get()) {
                return ENDED;
            }
            ring.waiting().sit(seat, deadline);
            boolean over = ring.ended();
            batch = poll();
            if (batch != null) {
                return batch.asNext();
            }
            if (over || closed.get()) {
                return ENDED;
            }
            if (deadline - System.nanoTime() <= 0) {
                return IDLE;
            }
            ring.waiting().park(seat);
            if (Thread.interrupted()) {
                throw new InterruptedException("the viewer's thread is told to end");
            }
        }
    }

    private @Nullable SharedBatch poll() {
        if (closed.get()) {
            return null;
        }
        long before = cursor.skipped();
        SharedBatch batch = cursor.poll();
        if (cursor.skipped() > before) {
            skips.inc((double) (cursor.skipped() - before));
        }
        return batch;
    }

    @Override
    public long skippedTags() {
        return cursor.skipped();
    }

    @Override
    public void delivered(long bytes) {
        egress.inc((double) bytes);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            seat.wake();
            leave.run();
        }
    }
}
