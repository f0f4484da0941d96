package dev.streamr.daemon.node;

import dev.streamr.api.Event;
import dev.streamr.api.EventBus;
import dev.streamr.api.LimitExceededException;
import dev.streamr.api.Node;
import dev.streamr.api.NodeName;
import dev.streamr.api.NodeRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The node registry: readers see whole nodes, writers tell the event bus who came and went, in order. */
public final class Nodes implements NodeRegistry {

    /** Friends of one streamer; far more than an origin can feed. */
    private static final int MOST = 1_000;

    private final Map<NodeName, Node> nodes = new ConcurrentSkipListMap<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final EventBus events;
    private final Clock clock;

    public Nodes(EventBus events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    @Override
    public List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    @Override
    public Optional<Node> find(NodeName name) {
        return Optional.ofNullable(nodes.get(name));
    }

    @Override
    public void update(Node node) {
        writing.lock();
        try {
            Node before = nodes.get(node.name());
            if (before == null && nodes.size() >= MOST) {
                throw new LimitExceededException("there are " + MOST + " nodes already; remove one first");
            }
            nodes.put(node.name(), node);
            tell(node.name(), before, node);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void remove(NodeName name) {
        writing.lock();
        try {
            tell(name, nodes.remove(name), null);
        } finally {
            writing.unlock();
        }
    }

    private void tell(NodeName name, @Nullable Node before, @Nullable Node after) {
        boolean was = before != null && before.state().present();
        boolean is = after != null && after.state().present();
        if (is && !was) {
            events.publish(new Event.NodeJoined(clock.instant(), name));
        } else if (was && !is) {
            events.publish(new Event.NodeLeft(clock.instant(), name, Optional.ofNullable(after).map(Node::state)));
        }
    }
}
