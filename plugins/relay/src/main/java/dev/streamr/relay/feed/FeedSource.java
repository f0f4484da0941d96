package dev.streamr.relay.feed;

import dev.streamr.api.LiveStream;
import dev.streamr.api.Packaging;
import dev.streamr.api.SegmentWindow;
import dev.streamr.api.SegmentWindow.Snapshot;
import dev.streamr.api.SigningKey;
import dev.streamr.api.StreamInfo;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The feed of one stream. While somebody follows it, one virtual thread watches the window and writes down what comes;
 * all who follow send the same lines. Any thread.
 */
final class FeedSource {

    private static final System.Logger LOG = System.getLogger(FeedSource.class.getName());
    /** How long a change of the stream's state may go unnoticed when no part comes. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private final LiveStream stream;
    private final FeedScribe scribe;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private FeedLog log = FeedLog.EMPTY;
    private int followers;
    private boolean watched;

    FeedSource(LiveStream stream, SigningKey key) {
        this.stream = stream;
        this.scribe = new FeedScribe(stream.name(), key);
    }

    LiveStream stream() {
        return stream;
    }

    /** One more follows; {@link #leave} is owed. */
    void enter() {
        lock.lock();
        try {
            followers++;
            if (!watched) {
                watched = true;
                Thread.ofVirtual().name("relay-feed-" + stream.name()).start(this::watch);
            }
        } finally {
            lock.unlock();
        }
    }

    /** One follows no more. */
    void leave() {
        lock.lock();
        try {
            followers--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The lines now, or as soon as they are other than in this version; after {@code atMost} as they are. */
    FeedLog await(long version, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (log.version() == version && left > 0) {
                left = changed.awaitNanos(left);
            }
            return log;
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        SegmentWindow window = stream.window(Packaging.FMP4);
        try {
            Snapshot now = window.snapshot();
            while (show(scribe.write(now, ending(now)))) {
                if (now.ended()) {
                    Thread.sleep(LOOK);
                    now = window.snapshot();
                } else {
                    now = window.awaitChange(now.version(), LOOK);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the feed of " + stream.name() + " cannot be written", e);
            unwatched();
        }
    }

    /** Who opens the feed next has it watched again. */
    private void unwatched() {
        lock.lock();
        try {
            watched = false;
        } finally {
            lock.unlock();
        }
    }

    private FeedLog.Ending ending(Snapshot window) {
        if (window.ended()) {
            return FeedLog.Ending.FINISHED;
        }
        return stream.info().state() == StreamInfo.State.INTERRUPTED
                ? FeedLog.Ending.INTERRUPTED
                : FeedLog.Ending.OPEN;
    }

    /** Whether anybody still wants to see it. */
    private boolean show(FeedLog now) {
        lock.lock();
        try {
            if (now.version() != log.version()) {
                log = now;
                changed.signalAll();
            }
            watched = followers > 0;
            return watched;
        } finally {
            lock.unlock();
        }
    }
}
