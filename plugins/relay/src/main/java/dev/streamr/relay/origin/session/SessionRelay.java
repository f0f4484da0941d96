package dev.streamr.relay.origin.session;

import dev.streamr.api.NodeName;
import java.net.URI;
import java.time.Instant;

/**
 * A friend's machine that serves a session.
 *
 * @param node    its name
 * @param nodeId  its id
 * @param base    URL that media names are relative to, with the session; ends with a slash
 * @param renewAt when the session in the URL is to be renewed
 */
public record SessionRelay(NodeName node, String nodeId, URI base, Instant renewAt) {

    /** Never the URL, which holds the session. */
    @Override
    public String toString() {
        return node.toString();
    }
}
