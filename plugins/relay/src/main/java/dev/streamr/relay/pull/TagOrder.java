package dev.streamr.relay.pull;

import dev.streamr.api.FlvTag;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Leaves out tags that were there before: a response that is opened again begins at the last keyframe, and viewers have
 * seen some of that. For one thread.
 */
final class TagOrder {

    /** Time that goes back further than this is another broadcast's. */
    private static final long MOST_BACK_MILLIS = 60_000;

    private final Map<FlvTag.Kind, Long> newest = new EnumMap<>(FlvTag.Kind.class);
    private final Set<FlvTag.Kind> looking = EnumSet.noneOf(FlvTag.Kind.class);

    /** Tags come from the last keyframe again. */
    void begin() {
        looking.addAll(newest.keySet());
    }

    /** The tags that are new. */
    List<FlvTag> fresh(List<FlvTag> tags) {
        return tags.stream().filter(this::isFresh).toList();
    }

    private boolean isFresh(FlvTag tag) {
        if (tag.isHeader()) {
            return true;
        }
        FlvTag.Kind track = tag.kind() == FlvTag.Kind.AUDIO ? FlvTag.Kind.AUDIO : FlvTag.Kind.VIDEO;
        Long last = newest.get(track);
        if (last == null || !looking.contains(track)) {
            newest.put(track, tag.timestampMillis());
            return true;
        }
        long back = last - tag.timestampMillis();
        boolean fresh = back < 0 || back > MOST_BACK_MILLIS;
        if (fresh) {
            looking.remove(track);
            newest.put(track, tag.timestampMillis());
        }
        return fresh;
    }
}
