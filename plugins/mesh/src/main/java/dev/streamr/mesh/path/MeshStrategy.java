package dev.streamr.mesh.path;

import dev.streamr.api.NodePath;
import java.net.URI;
import java.util.List;

/**
 * One way for machines to reach one another. Everything else in this plugin is the same whichever way is taken: who
 * belongs to whom, what is signed, what is reported.
 */
public interface MeshStrategy {

    /** Its name in configuration and messages. */
    String name();

    /** Base URLs where this machine may be reached, best first; at most 8. Does not block. */
    List<URI> addresses();

    /**
     * Finds the way to a node; waits for the network, a few seconds at most.
     *
     * @param node      its id; only a machine that proves to have this node's key is this node
     * @param addresses base URLs it may be reached at, best first
     */
    NodePath find(String node, List<URI> addresses);
}
