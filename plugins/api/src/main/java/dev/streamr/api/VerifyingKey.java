package dev.streamr.api;

/** The public key of a machine (Ed25519, RFC 8032). Any thread. */
public interface VerifyingKey {

    /** SubjectPublicKeyInfo (RFC 8410), 44 bytes; the last 32 are the raw key. */
    byte[] encoded();

    /** Whether the owner of this key signed this message. Never throws, whatever the signature looks like. */
    boolean signed(byte[] message, byte[] signature);
}
