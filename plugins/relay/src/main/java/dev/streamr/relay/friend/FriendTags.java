package dev.streamr.relay.friend;

import dev.streamr.api.JoinedOrigin;
import dev.streamr.api.Keyring;
import dev.streamr.api.Services;
import dev.streamr.api.StreamName;
import dev.streamr.relay.http.Refusal;
import dev.streamr.relay.tags.FrameRing;
import dev.streamr.relay.tags.TagDoor;
import dev.streamr.relay.token.RelayGuard;
import dev.streamr.relay.token.SessionToken;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/** The signed tags of carried streams, handed on to relays behind this one. Any thread. */
final class FriendTags implements TagDoor {

    private final Services services;
    private final Carrier carrier;
    private final OriginClock clock;

    FriendTags(Services services, Carrier carrier, OriginClock clock) {
        this.services = services;
        this.carrier = carrier;
        this.clock = clock;
    }

    @Override
    public Optional<Entrance> open(StreamName stream, ServerRequest request) throws Refusal {
        Optional<FrameRing> frames = carrier.frames(stream);
        Optional<JoinedOrigin> origin = services.find(Keyring.class).flatMap(Keyring::joined);
        if (frames.isEmpty() || origin.isEmpty()) {
            return Optional.empty();
        }
        String machine = SessionToken.machineOf(origin.get().nodeId());
        SessionToken token = SessionToken.read(RelayGuard.bearer(request), stream, origin.get().key())
                .filter(read -> read.kind() == SessionToken.Kind.RELAY && read.machine().equals(machine))
                .filter(read -> read.expiresAt().isAfter(clock.instant()))
                .orElseThrow(() -> Refusal.forbidden("The token is not one for a relay that pulls from here."));
        return Optional.of(new Entrance(token.session(), "a relay",
                frames.get().follow(bytes -> carrier.delivered(stream, bytes))));
    }
}
