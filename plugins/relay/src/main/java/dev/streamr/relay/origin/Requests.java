package dev.streamr.relay.origin;

import dev.streamr.relay.origin.node.Network;
import dev.streamr.relay.origin.node.Networks;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;
import java.util.stream.Stream;

/** What requests tell of who sends them. */
final class Requests {

    private Requests() {}

    /** Where it comes from, as far as that is kept. */
    static Network network(ServerRequest request, Networks networks) {
        return request.remotePeer().address() instanceof InetSocketAddress peer && !peer.isUnresolved()
                ? networks.of(peer.getAddress())
                : Network.UNKNOWN;
    }

    /** Whether a page sent it that came over HTTPS. */
    static boolean fromSecurePage(ServerRequest request) {
        return Stream.<HeaderName>of(HeaderNames.ORIGIN, HeaderNames.REFERER)
                .anyMatch(name -> request.headers().first(name).filter(value -> value.startsWith("https:"))
                        .isPresent());
    }
}
