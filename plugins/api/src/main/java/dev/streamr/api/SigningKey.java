package dev.streamr.api;

/** A key that never leaves this machine; signs what others are to believe (Ed25519, RFC 8032). Any thread. */
public interface SigningKey {

    /** Its public half. */
    VerifyingKey publicKey();

    /** The signature of these bytes, 64 bytes. */
    byte[] sign(byte[] message);
}
