package dev.streamr.playback.hls;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who watches a stream by HLS: who asked for a playlist lately. Only a hash of the session, or of address and user agent
 * where there is none, is kept, salted with random bytes that live as long as the process, so that nobody can be recognised from it.
 */
final class Viewers {

    /** Who asked no playlist for so long is gone; longer than a blocking reload lasts. */
    static final Duration GONE_AFTER = Duration.ofSeconds(15);
    /** Most viewers counted per stream; beyond, new ones are not counted. */
    private static final int MOST = 100_000;

    private static final byte[] NO_ADDRESS = new byte[0];
    private static final byte[] SALT = new byte[32];

    static {
        new SecureRandom().nextBytes(SALT);
    }

    private final ConcurrentHashMap<Long, Long> lastSeen = new ConcurrentHashMap<>();

    /** Notes that the sender of this request watches. */
    void seen(ServerRequest request) {
        byte[] address = request.remotePeer().address() instanceof InetSocketAddress peer && !peer.isUnresolved()
                ? peer.getAddress().getAddress()
                : NO_ADDRESS;
        seen(hash(address, request.headers().value(HeaderNames.USER_AGENT).orElse("")));
    }

    /** Notes that this session watches. */
    void seen(String session) {
        seen(hash(NO_ADDRESS, session));
    }

    private void seen(Long viewer) {
        Long now = System.nanoTime();
        if (lastSeen.replace(viewer, now) == null && lastSeen.size() < MOST) {
            lastSeen.put(viewer, now);
        }
    }

    /** How many watch now; forgets those who are gone. */
    int count() {
        long oldest = System.nanoTime() - GONE_AFTER.toNanos();
        lastSeen.values().removeIf(seen -> seen - oldest < 0);
        return lastSeen.size();
    }

    private static Long hash(byte[] address, String userAgent) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(SALT);
            digest.update(address);
            digest.update((byte) 0);
            return ByteBuffer.wrap(digest.digest(userAgent.getBytes(StandardCharsets.UTF_8))).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
