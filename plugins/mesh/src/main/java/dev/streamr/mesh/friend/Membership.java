package dev.streamr.mesh.friend;

import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import dev.streamr.mesh.key.PeerKey;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * That this machine belongs to an origin.
 *
 * @param origin      its base URL
 * @param originKey   by which its answers are known
 * @param name        what it calls this machine
 * @param stream      the one stream this machine was invited for
 * @param draining    whether the owner lets its viewers go elsewhere
 * @param pausedUntil until when the owner wants the machine for something else; {@link Instant#EPOCH} for not
 */
record Membership(URI origin, PeerKey originKey, NodeName name, Optional<StreamName> stream, boolean draining,
        Instant pausedUntil, Instant joinedAt) {

    Membership draining(boolean now) {
        return new Membership(origin, originKey, name, stream, now, pausedUntil, joinedAt);
    }

    Membership pausedUntil(Instant end) {
        return new Membership(origin, originKey, name, stream, draining, end, joinedAt);
    }
}
