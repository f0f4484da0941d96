package dev.streamr.mesh.origin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import dev.streamr.mesh.TestDatabase;
import dev.streamr.mesh.key.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Invites and nodes, on SQLite and on PostgreSQL. */
@TestInstance(Lifecycle.PER_CLASS)
class InvitesStoreTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration DAY = Duration.ofDays(1);

    private final List<TestDatabase> databases;

    InvitesStoreTest(@TempDir Path folder) throws IOException {
        databases = List.of(TestDatabase.sqlite(folder.resolve("test.db")), TestDatabase.postgresql());
    }

    List<TestDatabase> databases() {
        return databases;
    }

    @AfterAll
    void closeAll() throws IOException {
        for (TestDatabase database : databases) {
            database.close();
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void anInviteOpensOnceAndItsSecretIsNeverStored(TestDatabase database) {
        Invites invites = new Invites(database, CLOCK);
        StreamName stream = new StreamName("demo");
        byte[] secret = invites.add(new NodeName("once"), Optional.of(stream), DAY);
        Invites.Invite invite = invites.find(secret).orElseThrow();
        assertEquals(Optional.of(stream), invite.stream());
        assertEquals(NOW.plus(DAY), invite.expiresAt());
        assertEquals(Optional.empty(), invite.usedBy());
        assertFalse(invite.hash().contains(HexFormat.of().formatHex(secret)));
        assertTrue(invites.use(invite, "a"));
        assertFalse(invites.use(invite, "b"));
        assertEquals(Optional.of("a"), invites.find(secret).orElseThrow().usedBy());
        invites.forget("a");
        assertEquals(Optional.empty(), invites.find(secret));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void anInviteExpiresAndANewerOneOfTheSameNameReplacesIt(TestDatabase database) {
        Invites invites = new Invites(database, CLOCK);
        byte[] first = invites.add(new NodeName("twice"), Optional.empty(), DAY);
        byte[] second = invites.add(new NodeName("twice"), Optional.empty(), DAY);
        assertEquals(Optional.empty(), invites.find(first));
        Invites later = new Invites(database, Clock.offset(CLOCK, DAY));
        assertFalse(later.use(later.find(second).orElseThrow(), "a"));
        assertEquals(0, later.open());
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void nodesAreKeptWithTheirKeysAndOrders(TestDatabase database) {
        NodeStore store = new NodeStore(database);
        NodeStore.Entry entry = new NodeStore.Entry(Identity.create().publicKey(), new NodeName("alice"),
                Optional.empty(),
                false, false, NOW);
        assertTrue(store.add(entry));
        assertFalse(store.add(entry));
        store.order(entry.with(true, true));
        NodeStore.Entry kept = store.list().getFirst();
        assertArrayEquals(entry.key().encoded(), kept.key().encoded());
        assertTrue(kept.suspended() && kept.draining());
        assertEquals(NOW, kept.joinedAt());
        store.remove(entry.id());
        assertEquals(List.of(), store.list());
    }
}
