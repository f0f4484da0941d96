package dev.streamr.api;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * How this machine reaches a node, and why so.
 *
 * @param kind    what lies between
 * @param address the base URL that was found to work; empty while there is none
 * @param why     one sentence for a person
 * @param proven  all base URLs at which the machine showed that it is the node; {@code address} is one of them. Nobody
 *                else's machine is among them, whatever a node announces
 */
public record NodePath(Kind kind, Optional<URI> address, String why, List<URI> proven) {

    public NodePath {
        proven = List.copyOf(proven);
    }

    /** What lies between two machines. */
    public enum Kind {
        /** Packets go from one to the other. */
        DIRECT,
        /** A third machine forwards everything; slower, and it is somebody's bandwidth. */
        RELAYED,
        /** It was tried, and nothing answered. */
        DOWN,
        /** Not tried yet. */
        UNKNOWN
    }

    /** Nothing is known yet. */
    public static NodePath unknown(String why) {
        return new NodePath(Kind.UNKNOWN, Optional.empty(), why, List.of());
    }
}
