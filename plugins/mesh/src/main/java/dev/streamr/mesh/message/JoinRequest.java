package dev.streamr.mesh.message;

import dev.streamr.mesh.key.SealKey;
import org.jspecify.annotations.Nullable;

/**
 * A friend comes in. Signed with the key it shows.
 *
 * @param key    the node's Ed25519 key, encoded
 * @param invite the invite's secret, sealed for the origin with {@code key} as its context: nobody in between can read
 *               it, or put another key in the place of this one
 */
public record JoinRequest(byte[] key, SealKey.Sealed invite) {

    /** @throws IllegalArgumentException when something is missing */
    public JoinRequest {
        if (key == null || invite == null || invite.encapsulated() == null || invite.text() == null) {
            throw new IllegalArgumentException("join request: incomplete");
        }
    }

    /**
     * The node is one of the origin's.
     *
     * @param name            what the streamer calls it
     * @param stream          the one stream it was invited for; null for any
     * @param heartbeatMillis how often the origin wants to hear of it
     */
    public record Answer(String name, @Nullable String stream, long heartbeatMillis) {}
}
