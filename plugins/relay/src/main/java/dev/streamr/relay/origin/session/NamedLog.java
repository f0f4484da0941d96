package dev.streamr.relay.origin.session;

import dev.streamr.api.Segment;
import dev.streamr.api.SegmentWindow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which segments a player that says nothing was told to fetch, and from where. They count when the player comes back for
 * more: who left did not get them. Any thread.
 */
public final class NamedLog {

    /** A player begins so many segments before the end. */
    private static final int FIRST = 3;

    /** Segments that were named and not counted yet. */
    private record Pending(SessionRelay relay, long bytes, int segments) {}

    private Optional<Pending> pending = Optional.empty();
    private long last = -1;
    private long countedAt;

    NamedLog(long now) {
        countedAt = now;
    }

    /**
     * A playlist was sent.
     *
     * @param window that it was made from
     * @param relay  where it named segments
     * @param listener hears what counts now
     * @param now    by {@link System#nanoTime}
     */
    public void sent(Session session, SegmentWindow.Snapshot window, SessionRelay relay, NamedSegments listener,
            long now) {
        Optional<Pending> before;
        long since;
        synchronized (this) {
            List<Segment> fresh = fresh(window);
            if (fresh.isEmpty()) {
                return;
            }
            before = pending;
            since = countedAt;
            countedAt = now;
            last = fresh.getLast().mediaSequence();
            pending = Optional.of(new Pending(relay, fresh.stream().mapToLong(Segment::sizeBytes).sum(), fresh.size()));
        }
        before.ifPresent(named -> listener.named(session, named.relay().node(), named.relay().nodeId(), named.bytes(),
                named.segments(), Duration.ofNanos(now - since)));
    }

    private List<Segment> fresh(SegmentWindow.Snapshot window) {
        List<Segment> whole = window.segments().stream().filter(Segment::complete).toList();
        return last < 0
                ? whole.subList(Math.max(0, whole.size() - FIRST), whole.size())
                : whole.stream().filter(segment -> segment.mediaSequence() > last).toList();
    }
}
