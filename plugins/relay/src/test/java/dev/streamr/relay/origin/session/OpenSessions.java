package dev.streamr.relay.origin.session;

import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import dev.streamr.relay.origin.node.Network;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;

/** Opens sessions for tests of other rooms. */
public final class OpenSessions {

    private OpenSessions() {}

    /** The id of the node with this name, in tests. */
    public static String idOf(String node) {
        return (node + "0".repeat(32)).substring(0, 32);
    }

    /** A page's session of which nothing was known any more. */
    public static Session revive(SessionBook book, StreamName stream, String id) {
        return book.revive(id, stream, Session.Kind.PAGE, Network.UNKNOWN).orElseThrow();
    }

    /** A session of this kind that these nodes serve. */
    public static Session open(SessionBook book, StreamName stream, Session.Kind kind, String... nodes) {
        Session session = book.open(stream, kind, new Network("0123456789abcdef"), false).orElseThrow();
        session.give(Arrays.stream(nodes).map(node -> new SessionRelay(new NodeName(node), idOf(node),
                URI.create("http://192.0.2.7:8080/live/"), Instant.MAX)).toList());
        return session;
    }
}
