package dev.streamr.relay.origin.plan;

import dev.streamr.api.NodeName;
import java.util.Optional;

/**
 * From where a node gets the bytes of a stream.
 *
 * @param parent    another node; empty: the origin
 * @param alternate a node of the first hop that takes the parent's place at once; empty when there is no other
 */
public record Link(Optional<NodeName> parent, Optional<NodeName> alternate) {

    /** From the origin, which nobody can stand in for. */
    public static final Link FIRST_HOP = new Link(Optional.empty(), Optional.empty());

    /** 1: from the origin; 2: from another relay. */
    public int hop() {
        return parent.isEmpty() ? 1 : 2;
    }
}
