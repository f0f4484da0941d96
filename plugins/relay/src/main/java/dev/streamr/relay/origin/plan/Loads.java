package dev.streamr.relay.origin.plan;

import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import dev.streamr.relay.origin.node.Relay;
import java.util.HashMap;
import java.util.Map;

/** What each node sends, in bits per second, while a plan is made. For one thread. */
final class Loads {

    private final Map<StreamName, Long> bits;
    private final Audience audience;
    private final Map<NodeName, Map<StreamName, Long>> fed = new HashMap<>();

    /** @param bits one viewer's, by stream */
    Loads(Map<StreamName, Long> bits, Audience audience) {
        this.bits = bits;
        this.audience = audience;
    }

    /** Notes who feeds others in the tree of a stream. */
    void feed(StreamName stream, Map<NodeName, Link> tree) {
        tree.values().forEach(link -> link.parent().ifPresent(parent -> fed
                .computeIfAbsent(parent, _ -> new HashMap<>()).merge(stream, bits(stream), Long::sum)));
    }

    /** One viewer's or child's. */
    long bits(StreamName stream) {
        return bits.getOrDefault(stream, 0L);
    }

    /** To relays, of all streams. */
    long fed(NodeName node) {
        return fed.getOrDefault(node, Map.of()).values().stream().mapToLong(Long::longValue).sum();
    }

    /** To viewers and relays, of all streams but one. */
    long others(NodeName node, StreamName but) {
        long viewers = bits.keySet().stream().filter(stream -> !stream.equals(but))
                .mapToLong(stream -> audience.viewers(stream, node) * bits(stream)).sum();
        return viewers + fed(node) - fed.getOrDefault(node, Map.of()).getOrDefault(but, 0L);
    }

    /** To the viewers that it says it has. */
    long reported(Relay relay) {
        return bits.keySet().stream()
                .mapToLong(stream -> relay.carried(stream).map(carried -> carried.viewers() * bits(stream)).orElse(0L))
                .sum();
    }
}
