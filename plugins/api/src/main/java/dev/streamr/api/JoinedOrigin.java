package dev.streamr.api;

import java.net.URI;
import java.util.Optional;

/**
 * The origin whose friend this machine is, and what this machine is to it.
 *
 * @param url    base URL of the origin
 * @param key    by which its word is known
 * @param nodeId this machine's id there; 32 hexadecimal digits
 * @param name   what the origin calls this machine
 * @param stream the one stream this machine was invited for; empty: any
 * @param own    this machine's key
 * @param wish   whether its owner lets it serve now
 * @param why    why it is not to serve; empty when it is
 */
public record JoinedOrigin(URI url, VerifyingKey key, String nodeId, NodeName name, Optional<StreamName> stream,
        SigningKey own, Wish wish, String why) {

    /** What the owner of a friend's machine wants. */
    public enum Wish {
        /** It serves. */
        ACTIVE,
        /** It keeps the viewers it has and takes no new ones. */
        DRAINING,
        /** It is to be left alone: pause, quota, hours. */
        PAUSED
    }
}
