package dev.streamr.mesh;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.JoinedOrigin;
import dev.streamr.api.JoinedOrigin.Wish;
import dev.streamr.api.NodeName;
import dev.streamr.api.SigningKey;
import dev.streamr.api.VerifyingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the other plugins know of keys, on both sides. */
class KeyringTest {

    private static final byte[] WORD = "a word".getBytes(StandardCharsets.UTF_8);

    private final TestMachine origin;
    private final TestMachine friend;

    KeyringTest(@TempDir Path folder) throws IOException {
        origin = new TestMachine(folder.resolve("origin"));
        friend = new TestMachine(folder.resolve("friend"));
    }

    @AfterEach
    void close() throws IOException {
        friend.close();
        origin.close();
    }

    private Optional<Wish> wish() {
        return friend.keyring().joined().map(JoinedOrigin::wish);
    }

    @Test
    void eachSideBelievesWhatTheOtherSigned() throws Exception {
        friend.join(origin.invite("alice"));
        JoinedOrigin joined = friend.keyring().joined().orElseThrow();
        SigningKey originKey = origin.keyring().origin();
        VerifyingKey node = origin.keyring().node(joined.nodeId()).orElseThrow();
        assertEquals(origin.url(), joined.url());
        assertEquals(new NodeName("alice"), joined.name());
        assertArrayEquals(originKey.publicKey().encoded(), joined.key().encoded());
        assertTrue(joined.key().signed(WORD, originKey.sign(WORD)));
        assertTrue(node.signed(WORD, joined.own().sign(WORD)));
        assertFalse(node.signed(WORD, originKey.sign(WORD)));
        assertFalse(node.signed(WORD, new byte[0]));
    }

    @Test
    void whoseFriendAMachineIsChangesWithItsOwnersWish() throws Exception {
        assertEquals(Optional.empty(), wish());
        friend.join(origin.invite("alice"));
        assertEquals(Optional.of(Wish.ACTIVE), wish());
        friend.call("POST", "/mesh/drain", "");
        assertEquals(Optional.of(Wish.DRAINING), wish());
        friend.call("POST", "/mesh/pause", "{\"seconds\":60}");
        assertEquals(Optional.of(Wish.PAUSED), wish());
        friend.restart();
        assertEquals(Optional.of(Wish.PAUSED), wish());
        friend.call("POST", "/mesh/undrain", "");
        assertEquals(Optional.of(Wish.ACTIVE), wish());
        friend.call("POST", "/mesh/leave", "");
        assertEquals(Optional.empty(), wish());
    }

    @Test
    void aNodeThatWasRemovedHasNoKeyAnyMore() throws Exception {
        friend.join(origin.invite("alice"));
        String id = friend.keyring().joined().orElseThrow().nodeId();
        await().until(() -> origin.keyring().node(id).isPresent());
        origin.call("DELETE", "/nodes/alice", "");
        assertEquals(Optional.empty(), origin.keyring().node(id));
        assertEquals(Optional.empty(), origin.keyring().node("0".repeat(32)));
    }
}
