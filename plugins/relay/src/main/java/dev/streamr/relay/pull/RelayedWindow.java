package dev.streamr.relay.pull;

import dev.streamr.api.FlvTag;
import dev.streamr.api.InitSegment;
import dev.streamr.api.LimitExceededException;
import dev.streamr.api.LiveStream;
import dev.streamr.api.NameTakenException;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Publication;
import dev.streamr.api.Segment;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.relay.feed.FeedRecord;
import dev.streamr.relay.feed.Place;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the origin's parts here, so that playlists and bytes equal the origin's. When numbers are missing, or the
 * origin's own publisher has changed, the next segment begins a new publication. One thread for parts, one for tags.
 */
final class RelayedWindow {

    private static final System.Logger LOG = System.getLogger(RelayedWindow.class.getName());

    /** Numbers that lie further back than a relay ever begins are an origin's that counts anew. */
    private static final long MOST_HELD = 16;

    private final StreamName name;
    private final StreamRegistry streams;
    private FeedRecord.@Nullable Head head;
    private Place next = Place.NONE;
    private long discontinuitySequence;
    private String initId = "";
    private volatile @Nullable Publication publication;
    private volatile Place newest = Place.NONE;
    private volatile String trouble = "";
    private volatile boolean over;

    RelayedWindow(StreamName name, StreamRegistry streams) {
        this.name = name;
        this.streams = streams;
    }

    /** The bounds that the origin declares. */
    void head(FeedRecord.Head bounds) {
        head = bounds;
    }

    /** The part that was published last; {@link Place#NONE} before the first. */
    Place newest() {
        return newest;
    }

    /** Why nothing can be published; empty when it can. */
    String trouble() {
        return trouble;
    }

    /** Whether the origin's publisher has ended the stream, and has not begun anew. */
    boolean over() {
        return over;
    }

    /** The stream as viewers find it here; empty while nothing is published. */
    Optional<LiveStream> stream() {
        Publication now = publication;
        return now == null ? Optional.empty() : Optional.of(now.stream());
    }

    /**
     * Adds the next part.
     *
     * @param bytes its checked bytes; nothing makes it a gap
     */
    void part(FeedRecord.PartRecord record, String line, InitSegment init, Optional<byte[]> bytes) {
        Place place = new Place(record.mediaSequence(), record.index());
        Publication to = publication;
        if (to == null || to.superseded() || !follows(record, place)) {
            to = begins(record) ? begin(record) : null;
        }
        if (to == null) {
            return;
        }
        if (!init.id().equals(initId)) {
            initId = init.id();
            to.tracks(init.tracks());
        }
        FeedRecord.Flags flags = record.flags();
        try {
            to.part(Packaging.FMP4, new Part(record.mediaSequence(), record.index(), record.durationMicros(),
                    flags.independent(), flags.last(), flags.discontinuity(), bytes.isEmpty(),
                    Instant.EPOCH.plus(record.programMicros(), ChronoUnit.MICROS), init, bytes.orElse(new byte[0]),
                    line));
            next = place.next(flags.last());
            discontinuitySequence = record.discontinuitySequence();
            newest = place;
        } catch (IllegalArgumentException e) {
            trouble = "the origin's numbers do not go on from those that are here";
            LOG.log(Level.WARNING, "relay of {0}: {1}", name, e.getMessage());
            close(Publication.End.FINISHED);
        }
    }

    /** Whether this part goes on from the last one, and the window will count discontinuities as the origin does. */
    private boolean follows(FeedRecord.PartRecord record, Place place) {
        long counted = discontinuitySequence + (record.flags().discontinuity() ? 1 : 0);
        return place.equals(next) && (place.index() > 0 || counted == record.discontinuitySequence());
    }

    /**
     * Whether a publication can begin with this part: after all that the window has. Right after a segment that lacks
     * parts here, only when the origin's own publisher was cut off in it, and only when discontinuities are counted as
     * at the origin; otherwise a segment is left out, so that the numbers leap and the window begins anew.
     */
    private boolean begins(FeedRecord.PartRecord first) {
        Optional<Segment> newestHere = streams.find(name).filter(LiveStream::relayed)
                .map(stream -> stream.window(Packaging.FMP4).snapshot().segments()).filter(had -> !had.isEmpty())
                .map(List::getLast);
        if (first.index() != 0 || newestHere.isEmpty()) {
            return first.index() == 0;
        }
        long ahead = first.mediaSequence() - newestHere.get().mediaSequence();
        if (ahead == 1) {
            boolean cutAtTheOrigin = publication != null && first.flags().discontinuity();
            long counted = newestHere.get().discontinuitySequence() + (first.flags().discontinuity() ? 1 : 0);
            return counted == first.discontinuitySequence()
                    && (newestHere.get().parts().getLast().last() || cutAtTheOrigin);
        }
        return ahead > 1 || ahead < -MOST_HELD;
    }

    private @Nullable Publication begin(FeedRecord.PartRecord first) {
        FeedRecord.Head bounds = head;
        if (bounds == null) {
            trouble = "the feed says no bounds";
            return null;
        }
        try {
            Publication begun = streams.publish(name, StreamRegistry.RELAY);
            begun.targets(Packaging.FMP4, bounds.targetDurationMicros(), bounds.partTargetMicros(),
                    first.discontinuitySequence());
            initId = "";
            publication = begun;
            trouble = "";
            over = false;
            return begun;
        } catch (LimitExceededException | NameTakenException e) {
            publication = null;
            trouble = String.valueOf(e.getMessage());
            return null;
        }
    }

    /** Adds a tag, while anything is published. */
    void tag(FlvTag tag) {
        Publication to = publication;
        if (to != null) {
            to.tag(tag);
        }
    }

    /** The origin's publisher has ended the stream. */
    void finish() {
        over = true;
        close(Publication.End.FINISHED);
    }

    /** Lets go; a next part begins anew. */
    void close(Publication.End end) {
        Publication now = publication;
        publication = null;
        next = Place.NONE;
        if (now != null) {
            now.close(end);
        }
    }
}
