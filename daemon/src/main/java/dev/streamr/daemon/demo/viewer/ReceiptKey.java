package dev.streamr.daemon.demo.viewer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key that a viewer and the origin share and no relay sees: it signs receipts and proves that bytes were seen. */
final class ReceiptKey {

    private static final String HMAC = "HmacSHA256";
    private static final int RANGE_BYTES = 1024;

    private final SecretKeySpec key;

    /** @param base64 the key in base64url */
    ReceiptKey(String base64) {
        this.key = new SecretKeySpec(Base64.getUrlDecoder().decode(base64), HMAC);
    }

    /** The base64url HMAC of a receipt's body. */
    String sign(byte[] body) {
        return text(mac(body));
    }

    /**
     * Proof that an object came from a relay: the HMAC over a range of it which only the origin's nonce decides.
     *
     * @param object name of the part or segment, {@code sequence.part} or {@code sequence}
     * @param bytes  all bytes that came from that relay
     * @param media  the object
     */
    String prove(String nonce, String node, String object, long bytes, byte[] media) {
        int length = Math.min(RANGE_BYTES, media.length);
        int start = start(nonce, node, object, media.length);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(("streamr-range-1\n" + nonce + "\n" + node + "\n" + object + "\n" + bytes + "\n")
                .getBytes(StandardCharsets.UTF_8));
        message.write(media, start, length);
        return text(mac(message.toByteArray()));
    }

    /** Where the range begins: the digest's first four bytes modulo the places it can begin at. */
    static int start(String nonce, String node, String object, int size) {
        byte[] digest = sha256((nonce + "\n" + node + "\n" + object).getBytes(StandardCharsets.UTF_8));
        long number = Integer.toUnsignedLong(ByteBuffer.wrap(digest).getInt());
        return (int) (number % Math.max(1, size - (RANGE_BYTES - 1)));
    }

    private byte[] mac(byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(message);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
