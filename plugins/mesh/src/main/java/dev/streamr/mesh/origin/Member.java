package dev.streamr.mesh.origin;

import dev.streamr.api.Node;
import dev.streamr.api.NodeLoad;
import dev.streamr.api.NodePath;
import dev.streamr.api.StreamName;
import dev.streamr.mesh.key.PeerKey;
import dev.streamr.mesh.message.Heartbeat;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A machine that came in, as this boot of the origin knows it. Guarded by the {@link Roster}'s lock. */
final class Member {

    private NodeStore.Entry entry;
    private long counter;
    private @Nullable Heartbeat last;
    private long heardAt;
    private List<URI> addresses = List.of();
    private NodePath path = NodePath.unknown("not heard of yet");
    private boolean searching;
    private long searchedAt;

    Member(NodeStore.Entry entry) {
        this.entry = entry;
    }

    NodeStore.Entry entry() {
        return entry;
    }

    PeerKey key() {
        return entry.key();
    }

    /** The highest counter it used. */
    long counter() {
        return counter;
    }

    /** Takes a counter, if it rises. */
    boolean count(long next) {
        if (next <= counter) {
            return false;
        }
        counter = next;
        return true;
    }

    void order(NodeStore.Entry ordered) {
        entry = ordered;
    }

    void heard(Heartbeat heartbeat, List<URI> seen, long now) {
        if (last != null && heartbeat.uptimeMillis() < last.uptimeMillis()) {
            searchedAt = 0; // it has started anew: what was found of it before may be wrong by now
        }
        last = heartbeat;
        heardAt = now;
        if (!seen.equals(addresses)) {
            addresses = seen;
            path = NodePath.unknown("its addresses are being tried");
            searchedAt = 0;
        }
    }

    /** Whether it is time to look for a way to it. Then the caller looks. */
    boolean wantsSearch(long now, Duration again) {
        if (searching || last == null || (searchedAt != 0 && now - searchedAt < again.toNanos())) {
            return false;
        }
        searching = true;
        return true;
    }

    void found(NodePath way, List<URI> tried, long now) {
        searching = false;
        if (tried.equals(addresses)) {
            path = way;
            searchedAt = now;
        }
    }

    NodePath path() {
        return path;
    }

    List<URI> addresses() {
        return addresses;
    }

    /** How long it was silent; empty when it was never heard. */
    Optional<Duration> silence(long now) {
        return last == null ? Optional.empty() : Optional.of(Duration.ofNanos(now - heardAt));
    }

    /** Its last heartbeat. */
    Optional<Heartbeat> last() {
        return Optional.ofNullable(last);
    }

    /** @param patience after which a silent node is out */
    Node.State state(long now, Duration patience) {
        Heartbeat heartbeat = last;
        if (entry.suspended()) {
            return Node.State.SUSPENDED;
        }
        if (heartbeat == null || now - heardAt > patience.toNanos()) {
            return Node.State.OUT;
        }
        if (entry.draining()) {
            return Node.State.DRAINING;
        }
        return switch (heartbeat.wish()) {
            case ACTIVE -> Node.State.ACTIVE;
            case DRAINING -> Node.State.DRAINING;
            case PAUSED -> Node.State.PAUSED;
        };
    }

    Node node(long now, Duration patience) {
        return new Node(entry.id(), entry.name(), state(now, patience), entry.stream(), addresses, path,
                last().map(Member::load).orElse(NodeLoad.NONE));
    }

    private static NodeLoad load(Heartbeat heartbeat) {
        return new NodeLoad(heartbeat.version(), Duration.ofMillis(heartbeat.uptimeMillis()), heartbeat.cpu(),
                heartbeat.uplinkBitsPerSecond(), heartbeat.uploadBitsPerSecond(), heartbeat.quotaLeftBytes(),
                heartbeat.streams().stream().filter(one -> StreamName.isValid(one.name()))
                        .map(one -> new NodeLoad.StreamLoad(new StreamName(one.name()), one.viewers(),
                                one.egressBytes()))
                        .toList());
    }
}
