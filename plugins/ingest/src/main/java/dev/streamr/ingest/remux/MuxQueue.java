package dev.streamr.ingest.remux;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Parts of one stream that wait for FFmpeg, and the serial job that takes them. Never blocks the publisher: when it is
 * full, parts lose their media up to the next segment, keep their place, and are counted.
 */
final class MuxQueue {

    /** Parts in the queue: a preroll and more; beyond it parts lose their media. */
    private static final int MOST_PARTS = 256;
    /** Places without media cost next to nothing; with so many of them FFmpeg has stopped for good. */
    private static final int MOST_PLACES = 4_096;
    /** Parts of one stream in one go, so that other streams get their turn. */
    private static final int TURN = 8;

    private static final System.Logger LOG = System.getLogger(MuxQueue.class.getName());

    private final Executor pool;
    private final Packager packager;
    private final RemuxMetrics metrics;
    private final long mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<PartPlan> waiting = new ArrayDeque<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private long bytes;
    private boolean losing;
    private boolean running;
    private boolean closed;

    MuxQueue(Executor pool, Packager packager, RemuxMetrics metrics, long mostBytes) {
        this.pool = pool;
        this.packager = packager;
        this.metrics = metrics;
        this.mostBytes = mostBytes;
    }

    void offer(PartPlan plan) {
        lock.lock();
        try {
            if (!closed && waiting.size() >= MOST_PLACES) {
                LOG.log(System.Logger.Level.ERROR, "FFmpeg has stopped taking parts; a stream has no HLS any more");
                closed = true;
            }
            if (closed) {
                return;
            }
            long size = plan.sizeBytes();
            boolean room = waiting.size() < MOST_PARTS && bytes + size <= mostBytes;
            losing = losing ? !(room && plan.index() == 0) : !room;
            if (losing) {
                metrics.dropped(RemuxMetrics.Reason.QUEUE_FULL, plan.cut().samples().size(), size);
                waiting.add(plan.withoutMedia());
            } else {
                waiting.add(plan);
                bytes += size;
                metrics.queued(size);
            }
            schedule();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more, and waits until the rest is published. @return whether it was in time */
    boolean close(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            closed = true;
            schedule();
        } finally {
            lock.unlock();
        }
        return done.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void schedule() {
        if (running || done.getCount() == 0) {
            return;
        }
        running = true;
        try {
            pool.execute(this::turn);
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "the pool is closed; what waits is dropped", e);
            waiting.clear();
            end();
        }
    }

    private void turn() {
        try {
            for (int i = 0; i < TURN; i++) {
                PartPlan plan = poll();
                if (plan == null) {
                    break;
                }
                packager.add(plan);
            }
        } finally {
            rest();
        }
    }

    private void rest() {
        lock.lock();
        try {
            running = false;
            if (!waiting.isEmpty()) {
                schedule();
            } else if (closed) {
                end();
            }
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        closed = true;
        packager.close();
        done.countDown();
    }

    private @Nullable PartPlan poll() {
        lock.lock();
        try {
            PartPlan plan = waiting.poll();
            if (plan != null) {
                bytes -= plan.sizeBytes();
                metrics.queued(-plan.sizeBytes());
            }
            return plan;
        } finally {
            lock.unlock();
        }
    }
}
