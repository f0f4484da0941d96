package dev.streamr.mesh.message;

import dev.streamr.mesh.key.Identity;
import dev.streamr.mesh.key.PeerKey;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Asks a machine to prove who it is.
 *
 * @param nonce 32 random bytes that the answer has to be signed with
 */
public record Hello(byte[] nonce) {

    private static final int NONCE_BYTES = 32;

    /** @throws IllegalArgumentException when the nonce has another length */
    public Hello {
        if (nonce == null || nonce.length != NONCE_BYTES) {
            throw new IllegalArgumentException("nonce: must have " + NONCE_BYTES + " bytes");
        }
    }

    /** With a new nonce. */
    public static Hello ask() {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        return new Hello(nonce);
    }

    /**
     * The proof.
     *
     * @param key       the machine's Ed25519 key, encoded
     * @param boot      the origin's boot nonce; empty from a node
     * @param sealKey   X25519 key that secrets for this origin are sealed with; no bytes from a node
     * @param signature over nonce, boot nonce and seal key
     */
    public record Answer(byte[] key, String boot, byte[] sealKey, byte[] signature) {

        /** @throws IllegalArgumentException when something is missing */
        public Answer {
            if (key == null || boot == null || sealKey == null || signature == null) {
                throw new IllegalArgumentException("answer: incomplete");
            }
        }
    }

    /** Proves that this machine has the key. */
    public Answer prove(Identity identity, String boot, byte[] sealKey) {
        return new Answer(identity.publicKey().encoded(), boot, sealKey, identity.sign(signed(boot, sealKey)));
    }

    /**
     * Whose proof this is.
     *
     * @throws IllegalArgumentException when it proves nothing
     */
    public PeerKey proven(Answer answer) {
        PeerKey key = PeerKey.decode(answer.key());
        if (!key.signed(signed(answer.boot(), answer.sealKey()), answer.signature())) {
            throw new IllegalArgumentException("answer: not signed with the key it shows");
        }
        return key;
    }

    private byte[] signed(String boot, byte[] sealKey) {
        HexFormat hex = HexFormat.of();
        return Stamp.lines("streamr-hello-1", hex.formatHex(nonce), boot, hex.formatHex(sealKey));
    }
}
