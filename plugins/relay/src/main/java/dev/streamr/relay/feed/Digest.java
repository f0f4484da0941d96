package dev.streamr.relay.feed;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * A SHA-256 digest.
 *
 * @param text base64url without padding, 43 characters
 */
public record Digest(String text) {

    private static final int BYTES = 32;

    /** @throws IllegalArgumentException when it is none */
    public Digest {
        if (Base64.getUrlDecoder().decode(text).length != BYTES) {
            throw new IllegalArgumentException("digest: must be SHA-256 in base64url");
        }
    }

    /** The digest of these bytes. */
    public static Digest of(byte[] bytes) {
        return of(List.of(bytes));
    }

    /** The digest of these pieces one after another. */
    public static Digest of(List<byte[]> pieces) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            pieces.forEach(digest::update);
            return new Digest(Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
