package dev.streamr.relay.feed;

import java.util.List;
import java.util.Map;

/**
 * The signed lines of a stream's window at one moment; immutable.
 *
 * @param version rises with every change
 * @param epoch   rises when the window begins anew
 * @param head    the {@code H} line; empty while there is no media yet
 * @param inits   the {@code I} lines that parts need, by id
 * @param parts   the {@code P} lines, oldest first: one for each part of the window, which bounds them
 * @param ending  how the stream stands after the last part
 * @param endLine the {@code E} line; empty while it goes on
 */
record FeedLog(long version, long epoch, String head, Map<String, String> inits, List<Entry> parts, Ending ending,
        String endLine) {

    /** Nothing yet. */
    static final FeedLog EMPTY = new FeedLog(0, 0, "", Map.of(), List.of(), Ending.OPEN, "");

    /** How a stream stands. */
    enum Ending {
        /** It goes on. */
        OPEN,
        /** Its encoder was cut off. */
        INTERRUPTED,
        /** It is over. */
        FINISHED
    }

    /** The line of one part. */
    record Entry(Place place, String initId, String line) {}

    FeedLog {
        inits = Map.copyOf(inits);
        parts = List.copyOf(parts);
    }
}
