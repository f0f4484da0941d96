package dev.streamr.daemon.stream;

import dev.streamr.api.FlvTag;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A stream's tags in batches: everything since the last keyframe, and some history for viewers who fell behind. One
 * publisher appends under a short lock that no viewer takes to read; viewers read closed batches from numbered slots.
 *
 * <p>Bounded in slots, bytes and time; the oldest batches go first, and a hard bound takes even what follows the last
 * keyframe (a publisher that never sends another): then new viewers wait for the next one.
 */
final class TagRing {

    /** Closed batches kept at most: a power of two. */
    static final int SLOTS = 2048;

    /** A closed batch in its place. */
    record Placed(long number, long firstTag, long closedNanos, int sizeBytes, SharedBatch batch, Headers before,
            Headers after) {

        long lastTag() {
            return firstTag + batch.tags().size();
        }
    }

    private final StreamsConfig.Tags bounds;
    private final StreamClock clock;
    private final IntSupplier viewers;
    private final WaitingRoom waiting = new WaitingRoom();
    private final AtomicReferenceArray<@Nullable Placed> slots = new AtomicReferenceArray<>(SLOTS);
    private volatile long closed;
    private volatile @Nullable Placed newestStart;
    private volatile boolean ended;

    private final ReentrantLock lock = new ReentrantLock();
    private final Timeline timeline = new Timeline();
    private List<FlvTag> open = new ArrayList<>();
    private int openBytes;
    private long openedNanos;
    private Headers openHeaders = Headers.NONE;
    private Headers headers = Headers.NONE;
    private long publisher;
    private boolean video;
    private boolean awaitsKeyframe;
    private long tags;
    private long oldest;
    private long bytes;

    TagRing(StreamsConfig.Tags bounds, StreamClock clock, IntSupplier viewers) {
        this.bounds = bounds;
        this.clock = clock;
        this.viewers = viewers;
    }

    /**
     * From now on only the publisher with this number is heard; the stream goes on.
     *
     * @param afresh whether viewers who come now wait for the first keyframe of this publisher
     */
    void publisher(long number, boolean afresh) {
        lock.lock();
        try {
            close();
            publisher = number;
            timeline.nextPublisher();
            headers = headers.cleared();
            openHeaders = headers;
            video = false;
            awaitsKeyframe = false;
            if (afresh) {
                newestStart = null;
            }
            ended = false;
        } finally {
            lock.unlock();
        }
    }

    /** Adds a tag; returns it at the stream's time, or nothing when it is not for viewers. */
    @Nullable
    FlvTag append(long publisherNumber, FlvTag tag) {
        lock.lock();
        try {
            if (publisherNumber != publisher || ended || undecodable(tag)) {
                return null;
            }
            FlvTag placed = timeline.place(tag);
            if (placed.kind() == FlvTag.Kind.VIDEO_KEYFRAME) {
                close();
            }
            if (open.isEmpty()) {
                openedNanos = clock.nanoTime();
                openHeaders = headers;
            }
            if (placed.isHeader()) {
                headers = headers.with(placed);
            }
            open.add(placed);
            openBytes += placed.payload().length;
            if (openBytes >= bounds.batchBytes().bytes() || aged(clock.nanoTime())) {
                close();
            }
            return placed;
        } finally {
            lock.unlock();
        }
    }

    /** Closes an open batch that is old enough: the publisher has stalled, viewers need not wait for it. */
    void closeAged() {
        lock.lock();
        try {
            if (aged(clock.nanoTime())) {
                close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** No more comes until the next publisher; viewers get what is there, then the end. */
    void end() {
        lock.lock();
        try {
            close();
            ended = true;
        } finally {
            lock.unlock();
        }
        waiting.wakeAll();
    }

    /** A place for a new viewer. */
    RingCursor join() {
        lock.lock();
        try {
            if (!open.isEmpty() && open.getFirst().kind() == FlvTag.Kind.VIDEO_KEYFRAME) {
                close();
            }
        } finally {
            lock.unlock();
        }
        return new RingCursor(this);
    }

    boolean ended() {
        return ended;
    }

    WaitingRoom waiting() {
        return waiting;
    }

    /** Number of the batch that is closed next. */
    long closed() {
        return closed;
    }

    /** The batch with this number, while it is kept. */
    @Nullable
    Placed placed(long number) {
        Placed placed = slots.get((int) (number & (SLOTS - 1)));
        return placed != null && placed.number() == number ? placed : null;
    }

    /** Where decoding starts latest. */
    @Nullable
    Placed newestStart() {
        return newestStart;
    }

    private boolean undecodable(FlvTag tag) {
        switch (tag.kind()) {
            case VIDEO_HEADER -> {
                awaitsKeyframe |= !video;
                video = true;
            }
            case VIDEO_KEYFRAME -> {
                video = true;
                awaitsKeyframe = false;
            }
            case VIDEO -> {
                awaitsKeyframe |= !video;
                video = true;
                return awaitsKeyframe;
            }
            case METADATA, AUDIO_HEADER, AUDIO -> {
                return false;
            }
        }
        return false;
    }

    private boolean aged(long now) {
        return !open.isEmpty() && now - openedNanos >= batchNanos(viewers.getAsInt());
    }

    /** How old a batch gets: from the shortest for one viewer to the longest for a crowd. */
    private long batchNanos(int watching) {
        long shortest = bounds.shortestBatch().toNanos();
        long longest = bounds.longestBatch().toNanos();
        return shortest + (longest - shortest) * Math.min(watching, bounds.crowd()) / bounds.crowd();
    }

    private void close() {
        if (open.isEmpty()) {
            return;
        }
        boolean start = video
                ? open.getFirst().kind() == FlvTag.Kind.VIDEO_KEYFRAME
                : open.stream().anyMatch(tag -> tag.kind() == FlvTag.Kind.AUDIO);
        SharedBatch batch = new SharedBatch(open, start);
        Placed before = placed(closed - 1);
        if (before != null) {
            batch.encodeLike(before.batch());
        }
        Placed placed = new Placed(closed, tags, clock.nanoTime(), openBytes, batch, openHeaders, headers);
        tags = placed.lastTag();
        bytes += openBytes;
        open = new ArrayList<>(open.size());
        openBytes = 0;
        evict(placed);
        slots.set((int) (placed.number() & (SLOTS - 1)), placed);
        if (start) {
            newestStart = placed;
        }
        closed = placed.number() + 1;
        waiting.wakeAll();
    }

    private void evict(Placed coming) {
        long historyNanos = bounds.history().toNanos();
        Placed start = newestStart;
        long needed = start == null ? coming.number() : start.number();
        while (oldest < coming.number()) {
            Placed candidate = placed(oldest);
            if (candidate != null) {
                boolean full = bytes > bounds.maxBytes().bytes() || coming.number() - oldest >= SLOTS;
                boolean past = oldest < needed && coming.closedNanos() - candidate.closedNanos() > historyNanos;
                if (!full && !past) {
                    return;
                }
                bytes -= candidate.sizeBytes();
                slots.set((int) (oldest & (SLOTS - 1)), null);
                if (start != null && candidate.number() == start.number()) {
                    newestStart = null;
                }
            }
            oldest++;
        }
    }
}
