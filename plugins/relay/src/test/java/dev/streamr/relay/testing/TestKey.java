package dev.streamr.relay.testing;

import dev.streamr.api.SigningKey;
import dev.streamr.api.VerifyingKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** An Ed25519 key. */
public record TestKey(KeyPair pair) implements SigningKey {

    /** A new one. */
    public static TestKey generate() {
        try {
            return new TestKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One that was written down, PKCS #8 and SubjectPublicKeyInfo in hexadecimal. */
    public static TestKey of(String pkcs8, String spki) {
        try {
            KeyFactory factory = KeyFactory.getInstance("Ed25519");
            return new TestKey(
                    new KeyPair(factory.generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(spki))),
                            factory.generatePrivate(new PKCS8EncodedKeySpec(HexFormat.of().parseHex(pkcs8)))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The id of a machine with this key: 32 hexadecimal digits. */
    public String id() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(pair.getPublic().getEncoded());
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public VerifyingKey publicKey() {
        return new Public(pair.getPublic());
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Public(PublicKey key) implements VerifyingKey {
        @Override
        public byte[] encoded() {
            return key.getEncoded();
        }

        @Override
        public boolean signed(byte[] message, byte[] bytes) {
            try {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initVerify(key);
                signature.update(message);
                return signature.verify(bytes);
            } catch (GeneralSecurityException e) {
                return false;
            }
        }
    }
}
