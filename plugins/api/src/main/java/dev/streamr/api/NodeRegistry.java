package dev.streamr.api;

import java.util.List;
import java.util.Optional;

/**
 * The friends' machines of this origin; owned by the daemon, kept up to date by the plugin that hears their heartbeats.
 * Empty on a machine that has no friends. Nothing blocks.
 */
public interface NodeRegistry {

    /** All nodes, by name. */
    List<Node> nodes();

    /** The node with this name. */
    Optional<Node> find(NodeName name);

    /**
     * Puts a node in the place of the one with the same name. Publishes {@link Event.NodeJoined} when it becomes
     * {@linkplain Node.State#present present} and {@link Event.NodeLeft} when it ceases to be.
     *
     * @throws LimitExceededException when it is a new one and there are 1,000
     */
    void update(Node node);

    /** Forgets a node; publishes {@link Event.NodeLeft} when it was present. */
    void remove(NodeName name);
}
