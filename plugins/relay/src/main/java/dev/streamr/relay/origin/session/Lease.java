package dev.streamr.relay.origin.session;

import dev.streamr.api.Node;
import dev.streamr.api.StreamName;
import dev.streamr.relay.origin.node.Addresses;
import dev.streamr.relay.token.SessionToken;
import dev.streamr.relay.token.TokenMint;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/** Makes the addresses under which a session finds its media. Any thread. */
final class Lease {

    private final TokenMint mint;
    private final Addresses addresses;
    private final InstantSource clock;

    Lease(TokenMint mint, Addresses addresses, InstantSource clock) {
        this.mint = mint;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** Whether the viewer has a way to a node. */
    boolean reaches(Session session, Node node) {
        return addresses.of(node, session.network(), session.secure()).isPresent();
    }

    /** A node for a session; empty when the viewer has no way to it. */
    Optional<SessionRelay> of(Session session, Node node) {
        return addresses.of(node, session.network(), session.secure()).flatMap(address -> at(session, node, address));
    }

    /** The same until it grows old or the node moves: a new URL is a new pathway for a player. */
    Optional<SessionRelay> again(Session session, SessionRelay relay, Node node) {
        Optional<URI> address = addresses.of(node, session.network(), session.secure());
        boolean moved = address.filter(now -> relay.base().toString().startsWith(now.toString())).isEmpty();
        return moved || old(relay) ? of(session, node) : Optional.of(relay);
    }

    /** The origin's own token for a session; empty without keys. */
    Optional<TokenMint.Minted> atOrigin(Session session) {
        Optional<TokenMint.Minted> present = session.originToken();
        if (present.filter(token -> clock.instant().isBefore(token.renewAt())).isPresent()) {
            return present;
        }
        Optional<TokenMint.Minted> fresh = mint.mint(kind(session), session.id(), SessionToken.ORIGIN,
                session.stream());
        fresh.ifPresent(session::originToken);
        return fresh;
    }

    private Optional<SessionRelay> at(Session session, Node node, URI address) {
        StreamName stream = session.stream();
        return mint.mint(SessionToken.Kind.VIEWER, session.id(), SessionToken.machineOf(node.id()), stream)
                .map(token -> new SessionRelay(node.name(), node.id(), token.below(address, stream), token.renewAt()));
    }

    private boolean old(SessionRelay relay) {
        return !clock.instant().isBefore(relay.renewAt());
    }

    private static SessionToken.Kind kind(Session session) {
        return session.kind() == Session.Kind.NAMED ? SessionToken.Kind.NAMED : SessionToken.Kind.VIEWER;
    }
}
