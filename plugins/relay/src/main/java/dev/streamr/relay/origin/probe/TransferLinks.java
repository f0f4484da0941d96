package dev.streamr.relay.origin.probe;

import dev.streamr.api.Node;
import java.net.URI;
import java.util.Optional;

/** How a node is asked for a transfer. */
@FunctionalInterface
public interface TransferLinks {

    /**
     * Where, and with which token.
     *
     * @param machine base URL
     * @param token   good for a transfer from this node only
     */
    record Access(URI machine, String token) {

        /** Never the token. */
        @Override
        public String toString() {
            return machine.toString();
        }
    }

    /** The way to a node; empty when it has no address or there are no keys. */
    Optional<Access> to(Node node);
}
