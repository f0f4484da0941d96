package dev.streamr.mesh.origin;

import dev.streamr.api.Node;
import dev.streamr.mesh.message.Heartbeat;
import dev.streamr.mesh.origin.Refusal.Reason;
import dev.streamr.mesh.path.MeshStrategy;
import dev.streamr.mesh.path.OwnAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Hears heartbeats, and looks regularly who is silent and how the others are reached. */
final class Attendance {

    private static final System.Logger LOG = System.getLogger(Attendance.class.getName());
    private static final Duration KNOWN_WAY = Duration.ofSeconds(60);
    private static final Duration LOST_WAY = Duration.ofSeconds(10);
    private static final int LONGEST_URL = 255;
    /** Searches at a time; no more than one per node waits. */
    private static final int SEARCHES = 8;

    private final Roster roster;
    private final NodeStore store;
    private final Invites invites;
    private final MeshStrategy strategy;
    private final MeshMetrics metrics;
    private final Duration heartbeat;
    private final Semaphore searches = new Semaphore(SEARCHES);

    Attendance(Roster roster, NodeStore store, Invites invites, MeshStrategy strategy, MeshMetrics metrics,
            Duration heartbeat) {
        this.roster = roster;
        this.store = store;
        this.invites = invites;
        this.strategy = strategy;
        this.metrics = metrics;
        this.heartbeat = heartbeat;
    }

    /** @param from where the heartbeat came from */
    Heartbeat.Answer beat(String id, Heartbeat message, Optional<InetAddress> from) throws Refusal {
        Roster.Seen seen = roster.heard(id, message, addresses(message, from))
                .orElseThrow(() -> new Refusal(Reason.UNKNOWN_NODE));
        search();
        Node node = seen.node();
        return new Heartbeat.Answer(node.state().name().toLowerCase(Locale.ROOT),
                node.path().kind().name().toLowerCase(Locale.ROOT),
                node.path().address().map(URI::toString).orElse(null),
                node.path().why(), heartbeat.toMillis());
    }

    /** Forgets a node that goes for good. */
    Map<String, Boolean> leave(String id) {
        roster.entry(id)
                .ifPresent(entry -> LOG.log(System.Logger.Level.INFO, "node {0} left for good", entry.name()));
        store.remove(id);
        invites.forget(id);
        roster.remove(id);
        return Map.of("left", true);
    }

    /** Looks who is silent, and for ways that are due. */
    void look() {
        roster.look();
        search();
        metrics.counted(roster.all().stream().map(Roster.Seen::node).toList());
    }

    private void search() {
        for (Node node : roster.toSearch(KNOWN_WAY, LOST_WAY)) {
            Thread.ofVirtual().name("mesh-path").start(() -> search(node));
        }
    }

    private void search(Node node) {
        try {
            searches.acquire();
            try {
                roster.found(node.id(), strategy.find(node.id(), node.addresses()), node.addresses());
            } finally {
                searches.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the node announces, and the address its heartbeat comes from: it may not know that one itself. */
    private static List<URI> addresses(Heartbeat message, Optional<InetAddress> from) {
        List<URI> addresses = new ArrayList<>();
        message.addresses().forEach(text -> base(text).ifPresent(addresses::add));
        from.filter(address -> message.port() > 0 && !address.isLoopbackAddress())
                .map(address -> OwnAddresses.of(message.https() ? "https" : "http", address, message.port()))
                .filter(address -> !addresses.contains(address)).ifPresent(addresses::add);
        return addresses.stream().distinct().limit(Heartbeat.MOST_ADDRESSES).toList();
    }

    private static Optional<URI> base(String text) {
        try {
            URI uri = new URI(text);
            boolean plain = text.length() <= LONGEST_URL && uri.getHost() != null && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null && uri.getRawFragment() == null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
            return plain ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
