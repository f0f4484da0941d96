package dev.streamr.relay.origin.proof;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 under a session's receipt key. */
final class Macs {

    private static final String ALGORITHM = "HmacSHA256";

    private Macs() {}

    /** Whether this is the MAC of the message, base64url; takes as long for a wrong one as for the right one. */
    static boolean isRight(String mac, byte[] key, byte[]... message) {
        return MessageDigest.isEqual(decode(mac), of(key, message));
    }

    static byte[] of(byte[] key, byte[]... message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] piece : message) {
                mac.update(piece);
            }
            return mac.doFinal();
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
