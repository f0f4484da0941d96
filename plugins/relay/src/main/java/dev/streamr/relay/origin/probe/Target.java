package dev.streamr.relay.origin.probe;

import dev.streamr.api.SegmentWindow;
import dev.streamr.api.StreamName;
import dev.streamr.relay.origin.proof.MediaObject;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What one machine can be asked for of one stream.
 *
 * @param stream   its name
 * @param first    media sequence that it was first seen with: it may lack what is older
 * @param sequence media sequence of its newest part
 * @param part     index of its newest part
 */
record Target(StreamName stream, long first, long sequence, int part) {

    /** Objects that one look asks for at most, one after the other as a player does. */
    private static final int MOST = 3;
    /** Parts this close to the newest are what most viewers fetch. */
    private static final int NEAR = 6;

    /**
     * Consecutive objects, from a random place; empty when there are none.
     *
     * @param newest parts near the edge; else segments anywhere it must have
     */
    List<MediaObject> pick(SegmentWindow.Snapshot window, boolean newest, RandomGenerator random) {
        int count = 1 + random.nextInt(MOST);
        List<MediaObject> all = newest ? newestParts(window) : segments(window);
        if (all.isEmpty()) {
            return List.of();
        }
        int from = random.nextInt(all.size());
        return List.copyOf(all.subList(from, Math.min(all.size(), from + count)));
    }

    private List<MediaObject> newestParts(SegmentWindow.Snapshot window) {
        List<MediaObject> parts = new ArrayList<>();
        for (long at = Math.max(first, sequence - 1); at <= sequence; at++) {
            long one = at;
            int known = window.segment(one).map(segment -> segment.parts().size()).orElse(0);
            int most = one == sequence ? Math.min(known, part + 1) : known;
            for (int index = 0; index < most; index++) {
                parts.add(new MediaObject(one, index));
            }
        }
        parts.removeIf(object -> object.in(window).isEmpty());
        return parts.subList(Math.max(0, parts.size() - NEAR), parts.size());
    }

    /** Not the oldest of the window, which may go while it is asked for. */
    private List<MediaObject> segments(SegmentWindow.Snapshot window) {
        return window.segments().stream().skip(1)
                .filter(segment -> segment.mediaSequence() >= first && segment.mediaSequence() < sequence)
                .map(segment -> new MediaObject(segment.mediaSequence(), MediaObject.WHOLE))
                .filter(object -> object.in(window).isPresent()).toList();
    }
}
