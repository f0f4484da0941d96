package dev.streamr.relay.pulse;

import java.util.List;

/**
 * What the origin tells a friend's machine every second (docs/relay.md, Pulse).
 *
 * @param node                id of the node it is for
 * @param boot                of the origin's start
 * @param counter             rises with every pulse of a boot
 * @param challenge           what the node gave out last; empty when the origin knows none
 * @param now                 milliseconds since 1970 by the origin's clock
 * @param uplinkBitsPerSecond measured of the node; 0 until measured
 * @param orders              streams to carry; others are let go
 */
public record Pulse(String node, String boot, long counter, String challenge, long now, long uplinkBitsPerSecond,
        List<Order> orders) {

    /** Streams that one machine carries at most. */
    public static final int MOST_ORDERS = 100;

    /** @throws IllegalArgumentException naming the field that cannot be */
    public Pulse {
        orders = List.copyOf(orders);
        if (orders.size() > MOST_ORDERS) {
            throw new IllegalArgumentException("orders: at most " + MOST_ORDERS);
        }
    }

    /**
     * A stream to carry.
     *
     * @param stream  its name
     * @param hop     1: from the origin; 2: from another relay
     * @param token   for feed, tags and media at the origin
     * @param parents where its bytes are, best first, the origin last
     */
    public record Order(String stream, int hop, String token, List<Parent> parents) {

        private static final int MOST_PARENTS = 4;

        public Order {
            parents = List.copyOf(parents);
            if (parents.isEmpty() || parents.size() > MOST_PARENTS) {
                throw new IllegalArgumentException("parents: 1 to " + MOST_PARENTS);
            }
        }
    }

    /**
     * A machine that has the bytes.
     *
     * @param node name of the node; empty: the origin
     * @param base URL that media names are relative to, ends with a slash; its session is the machine's leave to pull
     */
    public record Parent(String node, String base) {}
}
