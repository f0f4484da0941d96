package dev.streamr.mesh.key;

import dev.streamr.api.VerifyingKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** The Ed25519 public key (RFC 8032) by which one machine knows another. Any thread. */
public final class PeerKey implements VerifyingKey {

    /** An encoded key (RFC 8410): 12 bytes that say Ed25519, and 32 of the key. */
    public static final int ENCODED_BYTES = 44;

    private static final int ID_BYTES = 16;

    private final PublicKey key;
    private final byte[] encoded;

    PeerKey(PublicKey key) {
        this.key = key;
        this.encoded = key.getEncoded();
    }

    /**
     * Reads a key.
     *
     * @param encoded SubjectPublicKeyInfo (RFC 8410)
     * @throws IllegalArgumentException when it is no Ed25519 key
     */
    public static PeerKey decode(byte[] encoded) {
        if (encoded.length != ENCODED_BYTES) {
            throw new IllegalArgumentException("public key: must have " + ENCODED_BYTES + " bytes");
        }
        try {
            return new PeerKey(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("public key: must be an Ed25519 key", e);
        }
    }

    @Override
    public boolean signed(byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // A signature of another length, or a point off the curve: nobody with this key made it.
            return false;
        }
    }

    /** SHA-256 of the encoded key. */
    public byte[] fingerprint() {
        return Digests.sha256(encoded);
    }

    /** The machine's id: the first 16 bytes of the fingerprint, hexadecimal. */
    public String id() {
        return HexFormat.of().formatHex(fingerprint(), 0, ID_BYTES);
    }

    @Override
    public byte[] encoded() {
        return encoded.clone();
    }

    @Override
    public String toString() {
        return "PeerKey " + id();
    }
}
