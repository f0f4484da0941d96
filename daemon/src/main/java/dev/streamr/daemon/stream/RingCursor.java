package dev.streamr.daemon.stream;

import dev.streamr.daemon.stream.TagRing.Placed;
import org.jspecify.annotations.Nullable;

/** One viewer's place in a {@link TagRing}. For one thread. */
final class RingCursor {

    private final TagRing ring;
    private boolean started;
    private long next;
    private long nextTag;
    private long headersVersion = -1;
    private long skipped;

    RingCursor(TagRing ring) {
        this.ring = ring;
    }

    /** The next batch, when it is there. */
    @Nullable
    SharedBatch poll() {
        if (started && next < ring.closed()) {
            Placed placed = ring.placed(next);
            if (placed != null) {
                return take(placed);
            }
        } else if (started) {
            return null;
        }
        Placed start = ring.newestStart();
        return start == null || (started && start.number() < next) ? null : jump(start);
    }

    /** Tags lost by falling behind. */
    long skipped() {
        return skipped;
    }

    /** Goes on at a keyframe, after its headers where the viewer has not got them. */
    private SharedBatch jump(Placed start) {
        if (started) {
            skipped += start.firstTag() - nextTag;
        }
        started = true;
        next = start.number();
        nextTag = start.firstTag();
        if (headersVersion == start.before().version()) {
            return take(start);
        }
        headersVersion = start.before().version();
        return new SharedBatch(start.before().at(start.batch().tags().getFirst().timestampMillis()), false);
    }

    private SharedBatch take(Placed placed) {
        next = placed.number() + 1;
        nextTag = placed.lastTag();
        headersVersion = placed.after().version();
        return placed.batch();
    }
}
