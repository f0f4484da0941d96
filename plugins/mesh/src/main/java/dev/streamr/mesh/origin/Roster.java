package dev.streamr.mesh.origin;

import dev.streamr.api.LimitExceededException;
import dev.streamr.api.Node;
import dev.streamr.api.NodeName;
import dev.streamr.api.NodePath;
import dev.streamr.api.NodeRegistry;
import dev.streamr.mesh.key.PeerKey;
import dev.streamr.mesh.message.Heartbeat;
import dev.streamr.mesh.message.Stamp;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Who belongs to this origin and who is there. Silence is measured with this machine's monotonic clock, so that nobody's
 * wrong clock matters. What changes is told to the node registry. Any thread; the lock is held over no network and no
 * database.
 */
final class Roster {

    /** Heartbeats that may be missing. */
    private static final int MISSING = 3;

    /** What is shown of a node. */
    record Seen(Node node, NodeStore.Entry entry, Optional<Heartbeat> last, Optional<Duration> silence) {}

    private final NodeRegistry registry;
    private final Duration patience;
    private final int most;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Member> members = new HashMap<>();

    /**
     * @param heartbeat how often nodes are told to come
     * @param most      nodes; bounds the map
     */
    Roster(NodeRegistry registry, Duration heartbeat, int most, LongSupplier nanoTime) {
        this.registry = registry;
        this.patience = heartbeat.multipliedBy(MISSING);
        this.most = most;
        this.nanoTime = nanoTime;
    }

    /** @throws LimitExceededException when there are too many */
    void add(NodeStore.Entry entry) {
        locked(() -> {
            if (!members.containsKey(entry.id())) {
                checkRoom();
                members.put(entry.id(), new Member(entry));
                tell(members.get(entry.id()));
            }
            return true;
        });
    }

    /** @throws LimitExceededException when no other node may come in */
    void checkRoom() {
        locked(() -> {
            if (members.size() >= most) {
                throw new LimitExceededException("this origin has " + most + " nodes already (mesh.max-nodes)");
            }
            return true;
        });
    }

    /** The key of a node. */
    Optional<PeerKey> key(String id) {
        return locked(() -> Optional.ofNullable(members.get(id)).map(Member::key));
    }

    /** What is kept of the node with this id. */
    Optional<NodeStore.Entry> entry(String id) {
        return locked(() -> Optional.ofNullable(members.get(id)).map(Member::entry));
    }

    /** What is kept of the node with this name. */
    Optional<NodeStore.Entry> named(NodeName name) {
        return locked(() -> members.values().stream().map(Member::entry).filter(entry -> entry.name().equals(name))
                .findFirst());
    }

    /** The highest counter of a node; 0 for one that is unknown. */
    long counter(String id) {
        return locked(() -> Optional.ofNullable(members.get(id)).map(Member::counter).orElse(0L));
    }

    /** Takes the counter of a message whose signature is right; false when it was used before, or a higher one. */
    boolean accept(Stamp stamp) {
        return locked(() -> Optional.ofNullable(members.get(stamp.node())).map(one -> one.count(stamp.counter()))
                .orElse(false));
    }

    /** A node was heard. */
    Optional<Seen> heard(String id, Heartbeat heartbeat, List<URI> addresses) {
        return change(id, member -> member.heard(heartbeat, addresses, nanoTime.getAsLong()));
    }

    /** The streamer ordered something. */
    Optional<Seen> order(String id, UnaryOperator<NodeStore.Entry> order) {
        return change(id, member -> member.order(order.apply(member.entry())));
    }

    /** A way was found, or none. */
    void found(String id, NodePath path, List<URI> tried) {
        var _ = change(id, member -> member.found(path, tried, nanoTime.getAsLong()));
    }

    /** Forgets a node. */
    void remove(String id) {
        locked(() -> {
            Member member = members.remove(id);
            if (member != null) {
                registry.remove(member.entry().name());
            }
            return true;
        });
    }

    /** Looks who is silent for too long. */
    void look() {
        locked(() -> {
            members.values().forEach(this::tell);
            return true;
        });
    }

    /** Nodes that are there and whose way is to be looked for now; each is handed out to one caller. */
    List<Node> toSearch(Duration known, Duration lost) {
        return locked(() -> {
            long now = nanoTime.getAsLong();
            List<Node> nodes = new ArrayList<>();
            for (Member member : members.values()) {
                Duration again = member.path().kind() == NodePath.Kind.DIRECT ? known : lost;
                if (member.state(now, patience).present() && member.wantsSearch(now, again)) {
                    nodes.add(member.node(now, patience));
                }
            }
            return nodes;
        });
    }

    /** All nodes, by name. */
    List<Seen> all() {
        return locked(() -> members.values().stream().map(this::seen)
                .sorted(Comparator.comparing((Seen seen) -> seen.node().name())).toList());
    }

    private Seen seen(Member member) {
        long now = nanoTime.getAsLong();
        return new Seen(member.node(now, patience), member.entry(), member.last(), member.silence(now));
    }

    private Optional<Seen> change(String id, Consumer<Member> change) {
        return locked(() -> {
            Member member = members.get(id);
            if (member == null) {
                return Optional.empty();
            }
            change.accept(member);
            tell(member);
            return Optional.of(seen(member));
        });
    }

    private void tell(Member member) {
        registry.update(member.node(nanoTime.getAsLong(), patience));
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
