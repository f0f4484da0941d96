package dev.streamr.mesh.key;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KEM;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Lets others send this machine a secret that nobody in between can read: DHKEM(X25519, HKDF-SHA256) of RFC 9180 makes a
 * key for one message, AES-256-GCM seals it. Lives as long as the process. Any thread.
 */
public final class SealKey {

    private static final String AEAD = "AES/GCM/NoPadding";
    private static final int TAG_BITS = 128;
    /** Every message has a key of its own, so the nonce need not vary. */
    private static final GCMParameterSpec NONCE = new GCMParameterSpec(TAG_BITS, new byte[12]);

    /**
     * A sealed message.
     *
     * @param encapsulated from which the owner of the key finds the message's key
     * @param text         cipher text and tag
     */
    public record Sealed(byte[] encapsulated, byte[] text) {}

    private final KeyPair pair;

    /** A new key. */
    public SealKey() {
        try {
            pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has X25519", e);
        }
    }

    /** What others seal with: SubjectPublicKeyInfo (RFC 8410). */
    public byte[] encoded() {
        return pair.getPublic().getEncoded();
    }

    /**
     * Seals a secret for the owner of a key.
     *
     * @param context what the secret belongs to; it opens with the same context only
     * @throws IllegalArgumentException when {@code key} is no X25519 key
     */
    public static Sealed seal(byte[] key, byte[] secret, byte[] context) {
        try {
            PublicKey to = KeyFactory.getInstance("X25519").generatePublic(new X509EncodedKeySpec(key));
            KEM.Encapsulated once = KEM.getInstance("DHKEM").newEncapsulator(to).encapsulate(0, 32, "AES");
            return new Sealed(once.encapsulation(), cipher(Cipher.ENCRYPT_MODE, once.key(), secret, context));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("seal key: must be an X25519 key", e);
        }
    }

    /** The secret; empty when it was sealed for another key or context, or changed on its way. */
    public Optional<byte[]> open(Sealed sealed, byte[] context) {
        try {
            SecretKey once = KEM.getInstance("DHKEM").newDecapsulator(pair.getPrivate())
                    .decapsulate(sealed.encapsulated(), 0, 32, "AES");
            return Optional.of(cipher(Cipher.DECRYPT_MODE, once, sealed.text(), context));
        } catch (GeneralSecurityException e) {
            // No point on the curve, or a wrong tag: changed, or made for something else.
            return Optional.empty();
        }
    }

    private static byte[] cipher(int mode, SecretKey key, byte[] input, byte[] context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(AEAD);
        cipher.init(mode, key, NONCE);
        cipher.updateAAD(context);
        return cipher.doFinal(input);
    }
}
