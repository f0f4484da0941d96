package dev.streamr.relay.pull;

import dev.streamr.api.InitSegment;
import dev.streamr.relay.feed.FeedRecord;
import dev.streamr.relay.feed.Place;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * From the origin's words to published parts: several pulls at a time, published in order, and the request for the part
 * that comes next always under way. For one thread, which never waits in here.
 */
final class Pipeline {

    /** Parts that are pulled at a time: with the usual 80 KiB, about half a megabyte. */
    private static final int MOST_PULLS = 6;
    /** Who is so far behind goes on at the newest segment. */
    private static final Duration MOST_BEHIND = Duration.ofSeconds(12);
    private static final Duration NEAR = Duration.ofSeconds(4);
    /** As the player page has it. */
    private static final Duration PATIENCE = Duration.ofMillis(250);
    /** Catching up, several are under way on one line. */
    private static final Duration BACKLOG_PATIENCE = Duration.ofMillis(1500);
    private static final Duration LEAST_TRANSFER = Duration.ofMillis(300);

    private sealed interface Step {

        /** A pull; without the origin's word it is ahead of it. */
        record Pulled(Place place, @Nullable FeedItem item, @Nullable ObjectPull pull) implements Step {}

        record Bounds(FeedRecord.Head head) implements Step {}

        record Over(boolean finished) implements Step {}
    }

    private final Puller puller;
    private final Inits inits;
    private final RelayedWindow window;
    private final Queue<FeedItem> feed;
    private final Runnable whenDone;
    private final LongConsumer hop;
    /** At most {@link #MOST_PULLS} pulls, one ahead, and what lies between them. */
    private final Deque<Step> steps = new ArrayDeque<>();
    private boolean skipping;

    /**
     * @param feed     the origin's words
     * @param whenDone is told, on another thread, when {@link #work} has something to do
     * @param hop      hears, for each part at the live edge, how long it took from the word to its being published,
     *                 in nanoseconds
     */
    Pipeline(Puller puller, RelayedWindow window, Queue<FeedItem> feed, Runnable whenDone, LongConsumer hop) {
        this.puller = puller;
        this.inits = new Inits(puller, whenDone);
        this.window = window;
        this.feed = feed;
        this.whenDone = whenDone;
        this.hop = hop;
    }

    /** Does all that can be done now. */
    void work() {
        boolean more = true;
        while (more) {
            more = publish();
            more |= take();
        }
    }

    /** How long the oldest part that is not published yet has been waited for, in nanoseconds; 0 for none. */
    long behindNanos() {
        return steps.peek() instanceof Step.Pulled(Place _, FeedItem item, ObjectPull _) && item != null
                ? System.nanoTime() - item.heardAt()
                : 0;
    }

    private boolean take() {
        FeedItem item = steps.size() > MOST_PULLS ? null : feed.poll();
        if (item == null) {
            return false;
        }
        switch (item.record()) {
            case FeedRecord.PartRecord part -> part(item, part);
            case FeedRecord.Init init -> inits.announce(init);
            case FeedRecord.Head head -> {
                dropAhead();
                steps.add(new Step.Bounds(head));
            }
            case FeedRecord.End(boolean finished) -> {
                dropAhead();
                steps.add(new Step.Over(finished));
            }
            case FeedRecord.KeepAlive _ -> {
            }
        }
        return true;
    }

    private void part(FeedItem item, FeedRecord.PartRecord part) {
        if (tooLate(item, part)) {
            dropAhead();
            return;
        }
        Place place = new Place(part.mediaSequence(), part.index());
        ObjectPull pull = takeAhead(place);
        if (part.flags().gap() || part.sizeBytes() > ObjectPull.MOST_BYTES) {
            if (pull != null) {
                pull.cancel();
            }
            steps.add(new Step.Pulled(place, item, null));
        } else {
            ObjectPull started = pull == null ? pull(place) : pull;
            started.expect(expected(item, part));
            steps.add(new Step.Pulled(place, item, started));
        }
        if (feed.isEmpty()) {
            Place next = place.next(part.flags().last());
            steps.add(new Step.Pulled(next, null, pull(next)));
        }
    }

    private static ObjectPull.Expected expected(FeedItem item, FeedRecord.PartRecord part) {
        Duration played = Duration.ofNanos(1_000 * part.durationMicros());
        return new ObjectPull.Expected(part.sizeBytes(), part.sha256(), item.backlog() ? BACKLOG_PATIENCE : PATIENCE,
                played.compareTo(LEAST_TRANSFER) > 0 ? played : LEAST_TRANSFER);
    }

    private ObjectPull pull(Place place) {
        return ObjectPull.start(puller, place + ".m4s", whenDone);
    }

    /** Whether this relay is too slow for the stream, so that it leaves this part out. */
    private boolean tooLate(FeedItem item, FeedRecord.PartRecord part) {
        long age = System.nanoTime() - item.heardAt();
        if (age > MOST_BEHIND.toNanos()) {
            skipping = true;
        } else if (part.index() == 0 && age < NEAR.toNanos()) {
            skipping = false;
        }
        return skipping;
    }

    /** The pull that is ahead, when it is for this place; any other is given up. */
    private @Nullable ObjectPull takeAhead(Place place) {
        if (steps.peekLast() instanceof Step.Pulled(Place at, FeedItem item, ObjectPull pull) && item == null) {
            if (at.equals(place)) {
                steps.removeLast();
                return pull;
            }
            dropAhead();
        }
        return null;
    }

    private void dropAhead() {
        if (steps.peekLast() instanceof Step.Pulled(Place _, FeedItem item, ObjectPull pull) && item == null) {
            steps.removeLast();
            if (pull != null) {
                pull.cancel();
            }
        }
    }

    /** Publishes the oldest part when it is there; whether it did anything. */
    private boolean publish() {
        Step oldest = steps.peek();
        boolean done = switch (oldest) {
            case null -> false;
            case Step.Bounds(FeedRecord.Head head) -> {
                window.head(head);
                yield true;
            }
            case Step.Over(boolean finished) -> {
                if (finished) {
                    window.finish();
                }
                yield true;
            }
            case Step.Pulled(Place _, FeedItem item, ObjectPull pull) -> item != null && publish(item, pull);
        };
        if (done) {
            steps.remove();
        }
        return done;
    }

    private boolean publish(FeedItem item, @Nullable ObjectPull pull) {
        if ((pull != null && !pull.done()) || !(item.record() instanceof FeedRecord.PartRecord part)) {
            return false;
        }
        Optional<InitSegment> init = inits.find(part.initId());
        if (init.isEmpty()) {
            return !inits.knows(part.initId());
        }
        window.part(part, item.line(), init.get(), pull == null ? Optional.empty() : pull.bytes());
        if (!item.backlog()) {
            hop.accept(System.nanoTime() - item.heardAt());
        }
        return true;
    }

    /** Gives up what is under way. */
    void close() {
        inits.close();
        for (Step step : steps) {
            if (step instanceof Step.Pulled(Place _, FeedItem _, ObjectPull pull) && pull != null) {
                pull.cancel();
            }
        }
        steps.clear();
    }
}
