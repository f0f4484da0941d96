package dev.streamr.relay.origin.session;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** What nobody can guess. */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 12;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 16;

    private Secrets() {}

    static String id() {
        return HexFormat.of().formatHex(bytes(ID_BYTES));
    }

    static byte[] key() {
        return bytes(KEY_BYTES);
    }

    static String nonce() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(NONCE_BYTES));
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
