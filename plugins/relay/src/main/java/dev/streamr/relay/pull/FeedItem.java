package dev.streamr.relay.pull;

import dev.streamr.relay.feed.FeedRecord;

/**
 * A line of a feed that was checked.
 *
 * @param line    as it came, without line feed
 * @param heardAt when it came, as {@link System#nanoTime}
 * @param backlog whether it came before the relay was at the live edge
 */
record FeedItem(FeedRecord record, String line, long heardAt, boolean backlog) {}
