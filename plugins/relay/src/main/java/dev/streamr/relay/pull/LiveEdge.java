package dev.streamr.relay.pull;

import dev.streamr.relay.feed.FeedRecord;
import dev.streamr.relay.feed.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses where to go on when a feed was opened: what follows without a hole is taken whole while it is not too much;
 * otherwise a relay begins near the live edge. For one thread.
 */
final class LiveEdge {

    /** Whole segments that a playlist needs so that players can begin. */
    private static final int SEGMENTS = 3;
    /** Parts that are looked at; a window of an hour has 18,000 at 0.2 s. */
    private static final int MOST_ITEMS = 20_000;
    /** Media that is caught up on without a leap. */
    private static final long MOST_MICROS = 20_000_000;

    private final Place last;
    private final List<FeedItem> items = new ArrayList<>();

    /** @param last the part that was taken last; {@link Place#NONE} for none */
    LiveEdge(Place last) {
        this.last = last;
    }

    /** One more line of what the origin had when the feed was opened. */
    void add(FeedItem item) {
        if (items.size() >= MOST_ITEMS) {
            throw new IllegalArgumentException("feed: it does not come to the live edge");
        }
        items.add(item);
    }

    /** What is to be taken of it. */
    List<FeedItem> chosen() {
        List<FeedRecord.PartRecord> parts = items.stream().map(FeedItem::record)
                .filter(FeedRecord.PartRecord.class::isInstance).map(FeedRecord.PartRecord.class::cast).toList();
        if (parts.isEmpty() || (follows(parts.getFirst()) && micros(parts) <= MOST_MICROS)) {
            return List.copyOf(items);
        }
        long first = start(parts);
        return items.stream().filter(item -> !(item.record() instanceof FeedRecord.PartRecord part)
                || part.mediaSequence() >= first).toList();
    }

    private boolean follows(FeedRecord.PartRecord first) {
        return last.sequence() >= 0 && first.mediaSequence() <= last.sequence() + 1;
    }

    private static long micros(List<FeedRecord.PartRecord> parts) {
        return parts.stream().mapToLong(FeedRecord.PartRecord::durationMicros).sum();
    }

    private static long start(List<FeedRecord.PartRecord> parts) {
        FeedRecord.PartRecord newest = parts.getLast();
        long growing = newest.flags().last() ? 0 : 1;
        return newest.mediaSequence() - (SEGMENTS - 1) - growing;
    }
}
