package dev.streamr.api;

import java.util.Optional;

/** The keys by which machines know one another. Provided by the mesh plugin. Any thread; nothing blocks. */
public interface Keyring {

    /** This machine as an origin: its friends believe what this key signed. */
    SigningKey origin();

    /** The key of a friend's machine that came in; empty for one that is unknown or was removed. */
    Optional<VerifyingKey> node(String id);

    /** The origin whose friend this machine is; empty while it is nobody's. */
    Optional<JoinedOrigin> joined();
}
