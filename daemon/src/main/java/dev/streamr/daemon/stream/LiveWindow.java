package dev.streamr.daemon.stream;

import dev.streamr.api.Part;
import dev.streamr.api.Segment;
import dev.streamr.api.SegmentWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one stream in one packaging. Each change makes a new snapshot that shares all but the newest segment
 * with the one before; readers take the newest without a lock, and whoever waits is woken once per change.
 */
final class LiveWindow implements SegmentWindow {

    /** Segments that stay although they are too old; only too many bytes take them. */
    static final int LEAST_SEGMENTS = 3;

    private static final Snapshot EMPTY = new Snapshot(0, 0, 0, List.of(), false);

    /** What a publication declares before its first part. */
    private record Bounds(long targetDurationMicros, long partTargetMicros, long firstDiscontinuitySequence) {}

    private final StreamsConfig.Window bounds;
    private final WindowBudget budget;
    private final WaitingRoom waiting = new WaitingRoom();
    private final ReentrantLock lock = new ReentrantLock();
    private final PartOrder order = new PartOrder();
    private volatile Snapshot snapshot = EMPTY;
    private long publisher;
    private @Nullable Bounds declared;
    private long bytes;
    private long nextDiscontinuity;

    LiveWindow(StreamsConfig.Window bounds, WindowBudget budget) {
        this.bounds = bounds;
        this.budget = budget;
    }

    @Override
    public Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public Snapshot await(long mediaSequence, int part, Duration atMost) throws InterruptedException {
        return await(now -> now.ended() || now.reached(mediaSequence, part), atMost);
    }

    @Override
    public Snapshot awaitChange(long version, Duration atMost) throws InterruptedException {
        return await(now -> now.ended() || now.version() > version, atMost);
    }

    private Snapshot await(Predicate<Snapshot> enough, Duration atMost) throws InterruptedException {
        Snapshot now = snapshot;
        if (enough.test(now)) {
            return now;
        }
        long deadline = System.nanoTime() + atMost.toNanos();
        WaitingRoom.Seat seat = new WaitingRoom.Seat();
        while (true) {
            waiting.sit(seat, deadline);
            now = snapshot;
            if (enough.test(now) || deadline - System.nanoTime() <= 0) {
                return now;
            }
            waiting.park(seat);
            if (Thread.interrupted()) {
                throw new InterruptedException("the waiting thread is told to end");
            }
        }
    }

    /** From now on only the publisher with this number is heard; an ended window lives again. */
    void publisher(long number) {
        lock.lock();
        try {
            publisher = number;
            order.nextPublisher();
            if (snapshot.ended()) {
                change(snapshot.segments(), false);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sets the bounds that playlists declare: of a new window now, of one that lives when its numbers leap. */
    void targets(long publisherNumber, long targetDurationMicros, long partTargetMicros,
            long firstDiscontinuitySequence) {
        lock.lock();
        try {
            Snapshot now = snapshot;
            if (publisherNumber != publisher) {
                return;
            }
            check(targetDurationMicros, partTargetMicros, firstDiscontinuitySequence);
            declared = new Bounds(targetDurationMicros, partTargetMicros, firstDiscontinuitySequence);
            if (now.targetDurationMicros() == 0) {
                begin(declared);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Adds a part, drops what is beyond the bounds, and wakes whoever waits. */
    void add(long publisherNumber, Part part) {
        lock.lock();
        try {
            if (publisherNumber != publisher || snapshot.ended()) {
                return;
            }
            if (snapshot.targetDurationMicros() == 0) {
                throw new IllegalStateException("part: the targets of the window come first");
            }
            boolean leap = order.accept(part);
            List<Segment> segments = new ArrayList<>(leap ? dropped(snapshot.segments()) : snapshot.segments());
            boolean first = snapshot.version() == 0 || beginsAnew(leap);
            Part kept = fits(segments, part);
            count(kept.bytes().length);
            append(segments, kept, first);
            evict(segments);
            change(segments, false);
        } finally {
            lock.unlock();
        }
        budget.trim();
    }

    /** No more parts come; what is there stays. */
    void end() {
        lock.lock();
        try {
            if (!snapshot.ended()) {
                List<Segment> segments = new ArrayList<>(snapshot.segments());
                complete(segments);
                change(segments, true);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives all memory back. */
    void forget() {
        lock.lock();
        try {
            change(dropped(snapshot.segments()), true);
        } finally {
            lock.unlock();
        }
    }

    /** Drops the oldest segment because all windows together hold too much, if it is still this one. */
    void dropForTotal(Segment oldest) {
        lock.lock();
        try {
            List<Segment> segments = new ArrayList<>(snapshot.segments());
            if (segments.size() > 1 && segments.getFirst().mediaSequence() == oldest.mediaSequence()) {
                drop(segments, "total-bytes");
                change(segments, snapshot.ended());
            }
        } finally {
            lock.unlock();
        }
    }

    private static void check(long targetDurationMicros, long partTargetMicros, long firstDiscontinuitySequence) {
        if (targetDurationMicros <= 0 || targetDurationMicros % 1_000_000 != 0) {
            throw new IllegalArgumentException("targetDurationMicros: must be a multiple of 1000000 above 0");
        }
        if (partTargetMicros <= 0) {
            throw new IllegalArgumentException("partTargetMicros: must be above 0");
        }
        if (firstDiscontinuitySequence < 0) {
            throw new IllegalArgumentException("firstDiscontinuitySequence: must not be negative");
        }
    }

    /** The part, or a gap in its place when its segment alone fills the window. */
    private Part fits(List<Segment> segments, Part part) {
        long growing = part.index() == 0 ? 0 : segments.getLast().sizeBytes();
        if (growing + part.bytes().length <= bounds.maxBytes().bytes()) {
            return part;
        }
        budget.dropped("segment-bytes");
        return new Part(part.mediaSequence(), part.index(), part.durationMicros(), part.independent(), part.last(),
                part.discontinuity(), true, part.programTime(), part.init(), new byte[0], part.proof());
    }

    /** Whether this part is the first of a publication that leaps: then what that declared counts. */
    private boolean beginsAnew(boolean leap) {
        Bounds bounds = declared;
        declared = null;
        if (!leap || bounds == null) {
            return false;
        }
        begin(bounds);
        return true;
    }

    private void begin(Bounds bounds) {
        Snapshot now = snapshot;
        nextDiscontinuity = bounds.firstDiscontinuitySequence();
        snapshot = new Snapshot(now.version(), bounds.targetDurationMicros(), bounds.partTargetMicros(),
                now.segments(), now.ended());
    }

    private void append(List<Segment> segments, Part part, boolean first) {
        if (part.index() > 0) {
            Segment growing = segments.removeLast();
            List<Part> parts = new ArrayList<>(growing.parts());
            parts.add(part);
            segments.add(new Segment(growing.mediaSequence(), growing.discontinuitySequence(),
                    growing.discontinuity(), growing.init(), parts, part.last()));
            return;
        }
        complete(segments);
        nextDiscontinuity += part.discontinuity() && !first ? 1 : 0;
        segments.add(new Segment(part.mediaSequence(), nextDiscontinuity, part.discontinuity(), part.init(),
                List.of(part), part.last()));
    }

    /** A segment whose publisher went away is complete as it is. */
    private static void complete(List<Segment> segments) {
        if (!segments.isEmpty() && !segments.getLast().complete()) {
            Segment cut = segments.removeLast();
            segments.add(new Segment(cut.mediaSequence(), cut.discontinuitySequence(), cut.discontinuity(),
                    cut.init(), cut.parts(), true));
        }
    }

    private void evict(List<Segment> segments) {
        long micros = 0;
        for (Segment segment : segments) {
            micros += segment.durationMicros();
        }
        long mostMicros = bounds.duration().toNanos() / 1_000;
        while (segments.size() > 1) {
            long oldest = segments.getFirst().durationMicros();
            boolean past = micros - oldest >= mostMicros && segments.size() > LEAST_SEGMENTS;
            boolean full = bytes > bounds.maxBytes().bytes();
            if (!past && !full) {
                return;
            }
            micros -= oldest;
            drop(segments, past ? "" : "max-bytes");
        }
    }

    /** Drops the oldest; a reason is counted, plain age is not. */
    private void drop(List<Segment> segments, String reason) {
        count(-segments.removeFirst().sizeBytes());
        if (!reason.isEmpty()) {
            budget.dropped(reason);
        }
    }

    private List<Segment> dropped(List<Segment> segments) {
        segments.forEach(segment -> count(-segment.sizeBytes()));
        return List.of();
    }

    private void count(long more) {
        bytes += more;
        budget.count(more);
    }

    private void change(List<Segment> segments, boolean ended) {
        Snapshot before = snapshot;
        snapshot = new Snapshot(before.version() + 1, before.targetDurationMicros(), before.partTargetMicros(),
                segments, ended);
        waiting.wakeAll();
    }
}
