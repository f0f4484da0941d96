package dev.streamr.api;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A friend's machine as its origin sees it at one moment.
 *
 * @param id        derived from its public key; 32 hexadecimal digits
 * @param name      what the streamer calls it
 * @param state     whether viewers may be sent there
 * @param stream    the one stream it was invited for; empty: any
 * @param addresses base URLs it says it may be reached at, best first; at most 8
 * @param path      how it is reached
 * @param load      its last word
 */
public record Node(String id, NodeName name, State state, Optional<StreamName> stream, List<URI> addresses,
        NodePath path, NodeLoad load) {

    /** Whether viewers may be sent to a node. */
    public enum State {
        /** It is there. */
        ACTIVE,
        /** It keeps the viewers it has and gets no new ones. */
        DRAINING,
        /** Its owner wants the machine for something else for a while, or its limits are reached. */
        PAUSED,
        /** The streamer has locked it out. */
        SUSPENDED,
        /** Three heartbeats are missing. */
        OUT;

        /** Whether heartbeats come and are welcome. */
        public boolean present() {
            return this == ACTIVE || this == DRAINING || this == PAUSED;
        }
    }

    public Node {
        addresses = List.copyOf(addresses);
    }
}
