package dev.streamr.mesh.friend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import dev.streamr.mesh.TestDatabase;
import dev.streamr.mesh.key.Identity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The friend's tables, on SQLite and on PostgreSQL. */
@TestInstance(Lifecycle.PER_CLASS)
class MembershipStoreTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<TestDatabase> databases;

    MembershipStoreTest(@TempDir Path folder) throws IOException {
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
    void thereIsOneMembershipOrNone(TestDatabase database) {
        MembershipStore store = new MembershipStore(database);
        assertEquals(Optional.empty(), store.load());
        Membership first = new Membership(URI.create("https://live.example.org"), Identity.create().publicKey(),
                new NodeName("alice"), Optional.of(new StreamName("demo")), false, Instant.EPOCH, NOW);
        store.save(first);
        store.save(first.draining(true).pausedUntil(NOW));
        Membership kept = store.load().orElseThrow();
        assertEquals(first.originKey().id(), kept.originKey().id());
        assertEquals(first.stream(), kept.stream());
        assertEquals(List.of(true, NOW, NOW), List.of(kept.draining(), kept.pausedUntil(), kept.joinedAt()));
        store.delete();
        assertEquals(Optional.empty(), store.load());
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void bytesAreKeptByMonth(TestDatabase database) {
        MembershipStore store = new MembershipStore(database);
        YearMonth november = YearMonth.of(2026, 11);
        assertEquals(0, store.load(november));
        store.save(november, 1);
        store.save(november, 1L << 50);
        assertEquals(1L << 50, store.load(november));
        assertEquals(0, store.load(november.plusMonths(1)));
    }
}
