package dev.streamr.mesh.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.JoinedOrigin.Wish;
import dev.streamr.api.NodeName;
import dev.streamr.api.NodePath;
import dev.streamr.mesh.key.Identity;
import dev.streamr.mesh.message.Heartbeat;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a way to a machine is looked for. */
class MemberTest {

    private static final List<URI> ADDRESSES = List.of(URI.create("http://192.0.2.7:8080"));
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final Member member = new Member(new NodeStore.Entry(Identity.create().publicKey(), new NodeName("alice"),
            Optional.empty(), false, false, Instant.EPOCH));

    private void heard(long uptimeMillis, long now) {
        member.heard(new Heartbeat("1", uptimeMillis, Wish.ACTIVE, "", List.of(), 8080, false, 0, 0, 0, 0, List.of()),
                ADDRESSES, now);
    }

    private void found(NodePath path, long now) {
        assertTrue(member.wantsSearch(now, AGAIN));
        member.found(path, ADDRESSES, now);
    }

    @Test
    void aMachineThatGoesOnIsLookedForAgainAfterAWhileOnly() {
        heard(1_000, 1);
        found(NodePath.unknown("nothing answered"), 1);
        heard(6_000, 2);
        assertFalse(member.wantsSearch(2, AGAIN));
        assertTrue(member.wantsSearch(1 + AGAIN.toNanos(), AGAIN));
    }

    @Test
    void aMachineThatHasStartedAnewIsLookedForAtOnce() {
        heard(60_000, 1);
        NodePath before = NodePath.unknown("nothing answered");
        found(before, 1);
        heard(500, 2);
        assertEquals(before, member.path());
        assertTrue(member.wantsSearch(2, AGAIN));
    }
}
