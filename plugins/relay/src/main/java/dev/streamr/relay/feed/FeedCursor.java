package dev.streamr.relay.feed;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What one relay was told of a feed. For one thread. */
final class FeedCursor {

    /** Parts in one go: about 64 KiB of lines. */
    private static final int MOST_PARTS = 256;

    private final Set<String> inits = new HashSet<>();
    private Place last;
    private long epoch = -1;
    private FeedLog.Ending ending = FeedLog.Ending.OPEN;

    /** @param after the part that the relay has already; {@link Place#NONE} for none */
    FeedCursor(Place after) {
        last = after;
    }

    /** The next lines that the relay does not know; empty when it knows all. */
    String next(FeedLog log) {
        StringBuilder lines = new StringBuilder();
        if (epoch != log.epoch() && !log.head().isEmpty()) {
            epoch = log.epoch();
            line(lines, log.head());
        }
        List<FeedLog.Entry> news = news(log);
        for (FeedLog.Entry entry : news) {
            if (inits.add(entry.initId())) {
                line(lines, log.inits().getOrDefault(entry.initId(), ""));
            }
            line(lines, entry.line());
            last = entry.place();
            ending = FeedLog.Ending.OPEN;
        }
        inits.retainAll(log.inits().keySet());
        if (news.size() < MOST_PARTS && ending != log.ending()) {
            ending = log.ending();
            end(lines, log);
        }
        return lines.toString();
    }

    /** Whether the relay knows that the stream is over. */
    boolean finished() {
        return ending == FeedLog.Ending.FINISHED;
    }

    private List<FeedLog.Entry> news(FeedLog log) {
        List<FeedLog.Entry> parts = log.parts();
        int from = parts.size();
        while (from > 0 && parts.get(from - 1).place().compareTo(last) > 0) {
            from--;
        }
        return parts.subList(from, Math.min(parts.size(), from + MOST_PARTS));
    }

    private static void end(StringBuilder lines, FeedLog log) {
        switch (log.ending()) {
            case OPEN -> {
            }
            case INTERRUPTED, FINISHED -> line(lines, log.endLine());
        }
    }

    private static void line(StringBuilder lines, String line) {
        if (!line.isEmpty()) {
            lines.append(line).append('\n');
        }
    }
}
