package dev.streamr.relay.feed;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The SHA-256 digest of a segment that grows. For one thread. */
final class RunningDigest {

    private final MessageDigest digest;
    private long sizeBytes;

    RunningDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void add(byte[] bytes) {
        digest.update(bytes);
        sizeBytes += bytes.length;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /** Of all so far; begins anew. */
    Digest digest() {
        return new Digest(Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest()));
    }
}
