package dev.streamr.relay.origin.plan;

import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Nodes that carry a stream no longer by plan and go on for a while: their viewers are still on the way to others, and a
 * node that was only unheard for a moment does not begin anew. For one thread.
 */
final class Leftovers {

    /** Longer than any viewer lets pass until it asks where to go. */
    private static final long LINGER_NANOS = 15_000_000_000L;

    private record Left(Link link, long until) {}

    /** At most one per node and stream. */
    private final Map<StreamName, Map<NodeName, Left>> streams = new HashMap<>();

    /** Notes who has just been left out, and who is back. */
    void update(StreamName stream, Map<NodeName, Link> before, Map<NodeName, Link> tree, long now) {
        Map<NodeName, Left> left = streams.computeIfAbsent(stream, _ -> new HashMap<>());
        before.forEach((node, link) -> {
            if (!tree.containsKey(node)) {
                left.put(node, new Left(link, now + LINGER_NANOS));
            }
        });
        left.keySet().removeAll(tree.keySet());
        left.values().removeIf(one -> now - one.until() >= 0);
    }

    /** From where they get it. */
    Map<NodeName, Link> of(StreamName stream) {
        Map<NodeName, Link> links = new HashMap<>();
        streams.getOrDefault(stream, Map.of()).forEach((node, left) -> links.put(node, left.link()));
        return links;
    }

    void keep(Set<StreamName> known) {
        streams.keySet().retainAll(known);
    }
}
