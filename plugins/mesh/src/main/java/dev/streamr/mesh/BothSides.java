package dev.streamr.mesh;

import dev.streamr.api.JoinedOrigin;
import dev.streamr.api.Keyring;
import dev.streamr.api.SigningKey;
import dev.streamr.api.VerifyingKey;
import dev.streamr.mesh.friend.FriendSide;
import dev.streamr.mesh.origin.Origin;
import java.util.Optional;

/** What this machine knows as an origin and as a friend. */
record BothSides(Origin originSide, FriendSide friendSide) implements Keyring {

    @Override
    public SigningKey origin() {
        return originSide.key();
    }

    @Override
    public Optional<VerifyingKey> node(String id) {
        return originSide.node(id);
    }

    @Override
    public Optional<JoinedOrigin> joined() {
        return friendSide.joined();
    }
}
