package dev.streamr.playback.testing;

import dev.streamr.api.Part;
import dev.streamr.api.Segment;
import dev.streamr.api.SegmentWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** A segment window that a test fills by hand. */
public final class MemoryWindow implements SegmentWindow {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();
    private Snapshot now;
    private long breaks;

    public MemoryWindow(Duration target, Duration partTarget) {
        now = new Snapshot(0, target.toNanos() / 1000, partTarget.toNanos() / 1000, List.of(), false);
    }

    /** Adds a part. */
    public void add(Part part) {
        List<Segment> segments = new ArrayList<>(now.segments());
        List<Part> parts = new ArrayList<>();
        if (part.index() > 0) {
            parts.addAll(segments.removeLast().parts());
        } else if (part.discontinuity()) {
            breaks++;
        }
        parts.add(part);
        segments.add(new Segment(part.mediaSequence(), breaks, parts.getFirst().discontinuity(), part.init(), parts,
                part.last()));
        set(segments, now.ended());
    }

    /** Drops the oldest segments, so that this many stay. */
    public void keep(int segments) {
        List<Segment> all = now.segments();
        set(all.subList(Math.max(0, all.size() - segments), all.size()), now.ended());
    }

    /** Ends the stream. */
    public void end() {
        set(now.segments(), true);
    }

    /** How many threads wait now. */
    public int waiting() {
        return waiting.get();
    }

    private void set(List<Segment> segments, boolean ended) {
        lock.lock();
        try {
            now = new Snapshot(now.version() + 1, now.targetDurationMicros(), now.partTargetMicros(), segments, ended);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Snapshot snapshot() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Snapshot await(long mediaSequence, int part, Duration atMost) throws InterruptedException {
        return await(window -> window.reached(mediaSequence, part), atMost);
    }

    @Override
    public Snapshot awaitChange(long version, Duration atMost) throws InterruptedException {
        return await(window -> window.version() > version, atMost);
    }

    private Snapshot await(Predicate<Snapshot> wanted, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        waiting.incrementAndGet();
        try {
            while (!wanted.test(now) && !now.ended() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return now;
        } finally {
            waiting.decrementAndGet();
            lock.unlock();
        }
    }
}
