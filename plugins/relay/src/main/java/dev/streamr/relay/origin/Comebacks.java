package dev.streamr.relay.origin;

import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import dev.streamr.api.Viewer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Players that were redirected a moment ago: one that is back so soon was not served there. Only a salted hash of who it
 * is is kept, for seconds. Any thread.
 */
final class Comebacks {

    private static final Duration SOON = Duration.ofSeconds(8);
    private static final int MOST = 10_000;

    private final LongSupplier nanoTime;
    private final byte[] salt = new byte[32];
    private final Map<Long, Sent> sent = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Sent> eldest) {
            return size() > MOST;
        }
    };

    private record Sent(NodeName node, long at) {}

    Comebacks(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        new SecureRandom().nextBytes(salt);
    }

    /** Where the player was sent a moment ago; empty when it was not. */
    synchronized Optional<NodeName> of(StreamName stream, Viewer viewer) {
        return Optional.ofNullable(sent.get(key(stream, viewer)))
                .filter(last -> nanoTime.getAsLong() - last.at() < SOON.toNanos()).map(Sent::node);
    }

    /** It is sent there now. */
    synchronized void sent(StreamName stream, Viewer viewer, NodeName node) {
        Long key = key(stream, viewer);
        sent.remove(key);
        sent.put(key, new Sent(node, nanoTime.getAsLong()));
    }

    private Long key(StreamName stream, Viewer viewer) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            digest.update(viewer.address().getAddress());
            byte[] hash = digest.digest((stream + " " + viewer.userAgent()).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
