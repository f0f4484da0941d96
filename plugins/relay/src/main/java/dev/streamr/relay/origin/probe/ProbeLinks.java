package dev.streamr.relay.origin.probe;

import dev.streamr.api.Node;
import dev.streamr.api.StreamName;
import dev.streamr.relay.token.SessionToken;
import java.net.URI;
import java.util.Optional;

/** Where a viewer with a new session would find a stream's media on a node. */
@FunctionalInterface
public interface ProbeLinks {

    /**
     * URL that media names are relative to, ends with a slash; empty when the node has no address or there are no keys.
     *
     * @param session 12 bytes, hexadecimal
     */
    Optional<URI> base(SessionToken.Kind kind, String session, Node node, StreamName stream);
}
