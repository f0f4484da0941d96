package dev.streamr.mesh.friend;

import dev.streamr.api.UploadGate;
import dev.streamr.mesh.limit.UploadLimits;
import java.util.OptionalLong;

/** Holds what this machine sends within its owner's limits, for as long as it is somebody's friend. */
record FriendGate(Friend friend, UploadLimits limits) implements UploadGate {

    private static final OptionalLong NOW = OptionalLong.of(0);

    @Override
    public int burstBytes() {
        return friend.member() ? limits.pieceBytes() : Integer.MAX_VALUE;
    }

    @Override
    public OptionalLong reserve(int bytes) {
        return friend.member() ? limits.reserve(bytes) : NOW;
    }
}
