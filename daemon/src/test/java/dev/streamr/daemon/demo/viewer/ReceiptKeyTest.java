package dev.streamr.daemon.demo.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Receipts and proofs as docs/relay.md says. */
class ReceiptKeyTest {

    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final ReceiptKey key = new ReceiptKey(Base64.getUrlEncoder().withoutPadding().encodeToString(KEY));

    private static String hmac(byte[]... pieces) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        for (byte[] piece : pieces) {
            mac.update(piece);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
    }

    private static byte[] media(int size) {
        byte[] media = new byte[size];
        for (int i = 0; i < size; i++) {
            media[i] = (byte) (i ^ (i >> 8));
        }
        return media;
    }

    @Test
    void aReceiptIsSignedAsAWhole() throws GeneralSecurityException {
        byte[] body = "{\"serial\":1}".getBytes(StandardCharsets.UTF_8);
        assertEquals(hmac(body), key.sign(body));
    }

    @Test
    void aProofIsOverTheRangeThatTheNonceChooses() throws GeneralSecurityException {
        byte[] media = media(50_000);
        int start = ReceiptKey.start("nonce", "alice", "7.3", media.length);

        assertTrue(start >= 0 && start <= media.length - 1024, Integer.toString(start));
        assertNotEquals(start, ReceiptKey.start("other", "alice", "7.3", media.length));
        assertEquals(hmac("streamr-range-1\nnonce\nalice\n7.3\n123\n".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOfRange(media, start, start + 1024)), key.prove("nonce", "alice", "7.3", 123, media));
    }

    @Test
    void aShortObjectIsProvedAsAWhole() throws GeneralSecurityException {
        byte[] media = media(700);

        assertEquals(0, ReceiptKey.start("nonce", "alice", "7.3", media.length));
        assertEquals(hmac("streamr-range-1\nnonce\nalice\n7.3\n700\n".getBytes(StandardCharsets.UTF_8), media),
                key.prove("nonce", "alice", "7.3", 700, media));
    }
}
