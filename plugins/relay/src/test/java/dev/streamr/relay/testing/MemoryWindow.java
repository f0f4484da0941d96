package dev.streamr.relay.testing;

import dev.streamr.api.Part;
import dev.streamr.api.Segment;
import dev.streamr.api.SegmentWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A window as the daemon keeps it: numbers go on, a cut segment is complete, a leap empties it. */
public final class MemoryWindow implements SegmentWindow {

    /** Segments that stay. */
    private static final int KEPT = 8;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Snapshot now = new Snapshot(0, 0, 0, List.of(), false);
    private long breaks;
    private boolean fresh;
    private long leapBreaks;

    void publisher() {
        update(() -> {
            fresh = true;
            return now.ended() ? with(now.segments(), false) : now;
        });
    }

    void targets(long targetMicros, long partMicros, long firstDiscontinuity) {
        update(() -> {
            leapBreaks = firstDiscontinuity;
            if (now.targetDurationMicros() != 0) {
                return now;
            }
            breaks = firstDiscontinuity;
            return new Snapshot(now.version(), targetMicros, partMicros, now.segments(), now.ended());
        });
    }

    void add(Part part) {
        update(() -> {
            List<Segment> segments = new ArrayList<>(now.segments());
            check(segments, part);
            fresh = false;
            if (part.index() == 0) {
                boolean leap = !segments.isEmpty() && part.mediaSequence() > segments.getLast().mediaSequence() + 1;
                boolean first = segments.isEmpty() || leap;
                complete(segments);
                if (leap) {
                    segments.clear();
                    breaks = leapBreaks;
                }
                breaks += part.discontinuity() && !first ? 1 : 0;
                segments.add(new Segment(part.mediaSequence(), breaks, part.discontinuity(), part.init(), List.of(part),
                        part.last()));
            } else {
                Segment growing = segments.removeLast();
                List<Part> parts = new ArrayList<>(growing.parts());
                parts.add(part);
                segments.add(new Segment(growing.mediaSequence(), growing.discontinuitySequence(),
                        growing.discontinuity(), growing.init(), parts, part.last()));
            }
            while (segments.size() > KEPT) {
                segments.removeFirst();
            }
            return with(segments, false);
        });
    }

    private void check(List<Segment> segments, Part part) {
        if (segments.isEmpty()) {
            expect(part.index() == 0, part);
            return;
        }
        Segment newest = segments.getLast();
        boolean growing = !newest.complete() && !fresh;
        if (growing) {
            expect(part.mediaSequence() == newest.mediaSequence() && part.index() == newest.parts().size(), part);
        } else {
            expect(part.index() == 0 && (fresh
                    ? part.mediaSequence() > newest.mediaSequence()
                    : part.mediaSequence() == newest.mediaSequence() + 1), part);
        }
    }

    private static void expect(boolean fits, Part part) {
        if (!fits) {
            throw new IllegalArgumentException("part: " + part.mediaSequence() + "." + part.index()
                    + " does not follow");
        }
    }

    private static void complete(List<Segment> segments) {
        if (!segments.isEmpty() && !segments.getLast().complete()) {
            Segment cut = segments.removeLast();
            segments.add(new Segment(cut.mediaSequence(), cut.discontinuitySequence(), cut.discontinuity(),
                    cut.init(), cut.parts(), true));
        }
    }

    void end() {
        update(() -> {
            List<Segment> segments = new ArrayList<>(now.segments());
            complete(segments);
            return with(segments, true);
        });
    }

    private Snapshot with(List<Segment> segments, boolean ended) {
        return new Snapshot(now.version() + 1, now.targetDurationMicros(), now.partTargetMicros(), segments, ended);
    }

    private void update(Supplier<Snapshot> change) {
        lock.lock();
        try {
            now = change.get();
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
        try {
            while (!wanted.test(now) && !now.ended() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return now;
        } finally {
            lock.unlock();
        }
    }
}
