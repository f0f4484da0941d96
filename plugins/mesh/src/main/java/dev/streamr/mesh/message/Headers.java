package dev.streamr.mesh.message;

/** Headers of signed requests and answers. */
public final class Headers {

    /** The sender's id. */
    public static final String NODE = "Streamr-Node";
    /** The origin's boot nonce: in a request as the node knows it, in an answer as it is. */
    public static final String BOOT = "Streamr-Boot";
    /** In a request the counter, in an answer the highest one accepted. */
    public static final String COUNTER = "Streamr-Counter";
    /** Ed25519 over {@link Stamp#request} or {@link Stamp#answer}, base64url. */
    public static final String SIGNATURE = "Streamr-Signature";

    private Headers() {}
}
