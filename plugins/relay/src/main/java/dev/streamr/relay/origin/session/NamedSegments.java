package dev.streamr.relay.origin.session;

import dev.streamr.api.NodeName;
import java.time.Duration;

/** Hears what players that say nothing must have got from friends' machines. */
@FunctionalInterface
public interface NamedSegments {

    /**
     * A player was told to fetch segments from a node, and came back for more afterwards. Called at most once per
     * playlist request; must not block.
     *
     * @param node     where they were named
     * @param nodeId   its id
     * @param bytes    of these segments
     * @param segments how many
     * @param interval since the session's segments were counted last, or since it began
     */
    void named(Session session, NodeName node, String nodeId, long bytes, int segments, Duration interval);
}
