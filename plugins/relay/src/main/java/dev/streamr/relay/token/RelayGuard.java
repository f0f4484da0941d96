package dev.streamr.relay.token;

import dev.streamr.api.Keyring;
import dev.streamr.api.Node;
import dev.streamr.api.NodeRegistry;
import dev.streamr.api.Services;
import dev.streamr.api.StreamName;
import dev.streamr.relay.http.Refusal;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.time.InstantSource;
import java.util.Optional;

/** Lets relays in that pull from this machine as their origin. Any thread; nothing blocks. */
public final class RelayGuard {

    private static final String SCHEME = "Bearer ";

    private final Services services;
    private final NodeRegistry nodes;
    private final InstantSource clock;

    /** @param clock tells whether a token is still good */
    public RelayGuard(Services services, NodeRegistry nodes, InstantSource clock) {
        this.services = services;
        this.nodes = nodes;
        this.clock = clock;
    }

    /** The token that a request brings as {@code Authorization: Bearer}; empty text without one. */
    public static String bearer(ServerRequest request) {
        return request.headers().first(HeaderNames.AUTHORIZATION).filter(value -> value.startsWith(SCHEME))
                .map(value -> value.substring(SCHEME.length())).orElse("");
    }

    /**
     * Checks who asks.
     *
     * @throws Refusal (403) saying what is wrong with the token
     */
    public SessionToken check(StreamName stream, ServerRequest request) throws Refusal {
        Keyring keys = services.find(Keyring.class)
                .orElseThrow(() -> Refusal.unavailable("This machine has no keys yet."));
        SessionToken token = SessionToken.read(bearer(request), stream, keys.origin().publicKey())
                .filter(read -> read.kind() == SessionToken.Kind.RELAY && read.machine().equals(SessionToken.ORIGIN))
                .orElseThrow(() -> Refusal.forbidden("The token is not one for relays of this stream."));
        if (!token.expiresAt().isAfter(clock.instant())) {
            throw Refusal.forbidden("The token has expired.");
        }
        if (!knows(token)) {
            throw Refusal.forbidden("This machine is no friend of the origin, or was locked out.");
        }
        return token;
    }

    /** Whether the relay is still a friend: neither removed nor locked out. */
    public boolean knows(SessionToken token) {
        return node(token).filter(node -> node.state() != Node.State.SUSPENDED).flatMap(
                node -> services.find(Keyring.class).flatMap(keys -> keys.node(node.id()))).isPresent();
    }

    /** The machine that a relay's token was made for. */
    public Optional<Node> node(SessionToken token) {
        return nodes.nodes().stream().filter(node -> node.id().startsWith(token.session())).findFirst();
    }
}
