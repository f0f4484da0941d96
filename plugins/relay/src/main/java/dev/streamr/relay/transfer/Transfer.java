package dev.streamr.relay.transfer;

import dev.streamr.api.StreamName;

/** What origin and friend must agree on (docs/relay.md, Measured transfer). */
public final class Transfer {

    /** Where a friend's machine sends it. */
    public static final String PATH = "/api/v1/relay/transfer";
    /** Most bytes of one. */
    public static final int MOST_BYTES = 8 << 20;
    /** The session of its tokens. */
    public static final String SESSION = "0".repeat(24);
    /** A token is signed for a stream; one for a transfer for this name, which then is none. */
    public static final StreamName STREAM = new StreamName("transfer");

    private Transfer() {}
}
