package dev.streamr.relay.tags;

import dev.streamr.api.TagReader.Outcome;
import dev.streamr.relay.http.Chunks;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a relayed stream since its last keyframe, as they came, for the relays behind this one. A reader that
 * falls behind goes on at the newest keyframe. Any thread; whoever adds never waits for a reader.
 */
public final class FrameRing {

    /** Frames kept without a keyframe among them: two minutes of the longest batches. */
    private static final int MOST_FRAMES = 600;
    /** Bytes kept. */
    private static final long MOST_BYTES = 32L << 20;

    private record Kept(long number, byte[] frame) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Kept> frames = new ArrayDeque<>();
    private final AtomicInteger readers = new AtomicInteger();
    private byte @Nullable [] preamble;
    private long bytes;
    private long next;
    private boolean ended;

    /** How many follow. */
    public int readers() {
        return readers.get();
    }

    /** Adds a frame that was checked. */
    public void add(byte[] frame) {
        lock.lock();
        try {
            if (TagFrames.isPreamble(frame)) {
                preamble = frame;
            }
            if (TagFrames.starts(frame)) {
                frames.clear();
                bytes = 0;
            }
            frames.add(new Kept(next++, frame));
            bytes += frame.length;
            while (frames.size() > MOST_FRAMES || (bytes > MOST_BYTES && frames.size() > 1)) {
                bytes -= frames.removeFirst().frame().length;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No more come. */
    public void end() {
        lock.lock();
        try {
            ended = true;
            frames.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Joins at the last keyframe.
     *
     * @param onDelivered hears of bytes that reached the relay
     */
    public FrameReader follow(LongConsumer onDelivered) {
        readers.incrementAndGet();
        return new Reader(onDelivered);
    }

    private final class Reader implements FrameReader {

        private final LongConsumer onDelivered;
        private long at = -1;
        private boolean begun;
        private boolean closed;

        Reader(LongConsumer onDelivered) {
            this.onDelivered = onDelivered;
        }

        @Override
        public Next next(Duration atMost) throws InterruptedException {
            long left = atMost.toNanos();
            lock.lockInterruptibly();
            try {
                while (!ended && !closed && (frames.isEmpty() || at >= next)) {
                    if (left <= 0) {
                        return new Next(Outcome.IDLE, null);
                    }
                    left = changed.awaitNanos(left);
                }
                return ended || closed ? new Next(Outcome.ENDED, null) : new Next(Outcome.BATCH, take());
            } finally {
                lock.unlock();
            }
        }

        private byte[] take() {
            byte[] before = preamble;
            if (!begun && before != null) {
                begun = true;
                return Chunks.of(before);
            }
            begun = true;
            long oldest = frames.getFirst().number();
            at = Math.max(at, oldest);
            for (Kept kept : frames) {
                if (kept.number() == at) {
                    at++;
                    return Chunks.of(kept.frame());
                }
            }
            throw new IllegalStateException("a frame between the oldest and the newest is missing");
        }

        @Override
        public void delivered(long count) {
            onDelivered.accept(count);
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (!closed) {
                    closed = true;
                    readers.decrementAndGet();
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
