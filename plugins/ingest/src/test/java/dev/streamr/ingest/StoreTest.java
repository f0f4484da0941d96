package dev.streamr.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.StreamName;
import dev.streamr.ingest.remux.StreamPosition.Position;
import dev.streamr.ingest.rtmp.StreamPath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys and positions, on SQLite and on PostgreSQL. */
@TestInstance(Lifecycle.PER_CLASS)
class StoreTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final StreamName DEMO = new StreamName("demo");

    private final List<TestDatabase> databases;

    StoreTest(@TempDir Path folder) throws IOException {
        databases = List.of(TestDatabase.sqlite(folder.resolve("test.db")), TestDatabase.postgresql());
    }

    List<TestDatabase> databases() {
        return databases;
    }

    @BeforeAll
    void startEmpty() {
        databases.forEach(database -> assertEquals(List.of(), new StreamKeys(database, CLOCK).list()));
    }

    @AfterAll
    void closeAll() throws IOException {
        for (TestDatabase database : databases) {
            database.close();
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void aKeyOpensItsStreamAndIsNeverStored(TestDatabase database) {
        StreamKeys keys = new StreamKeys(database, CLOCK);
        StreamName name = new StreamName("opens");
        String key = keys.add(name).orElseThrow();
        assertTrue(key.length() >= "live_".length() + 27, key);
        assertFalse(StreamName.isValid(key));
        assertEquals(Optional.of(name), keys.streamOf(new StreamPath(key, Optional.empty())));
        assertEquals(Optional.of(name), keys.streamOf(new StreamPath("opens", Optional.of(key))));
        assertEquals(Optional.empty(), keys.streamOf(new StreamPath("other", Optional.of(key))));
        assertEquals(Optional.empty(), keys.streamOf(new StreamPath("opens", Optional.empty())));
        assertEquals(Optional.empty(), keys.streamOf(new StreamPath("", Optional.empty())));
        assertEquals(Optional.empty(), keys.streamOf(new StreamPath(key + "x", Optional.empty())));
        String stored = database.client().execute().get("SELECT key_hash FROM ingest_stream WHERE name = 'opens'")
                .orElseThrow().column("key_hash").getString();
        assertFalse(stored.contains(key));
        assertEquals(64, stored.length());
        assertTrue(keys.remove(name));
        assertFalse(keys.remove(name));
        assertEquals(Optional.empty(), keys.streamOf(new StreamPath(key, Optional.empty())));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void aStreamIsAddedOnceAndItsKeyCanChange(TestDatabase database) {
        StreamKeys keys = new StreamKeys(database, CLOCK);
        StreamName name = new StreamName("changes");
        String first = keys.add(name).orElseThrow();
        assertEquals(Optional.empty(), keys.add(name));
        String second = keys.rotate(name).orElseThrow();
        assertNotEquals(first, second);
        assertEquals(Optional.empty(), keys.streamOf(new StreamPath(first, Optional.empty())));
        assertEquals(Optional.of(name), keys.streamOf(new StreamPath(second, Optional.empty())));
        assertEquals(List.of(new StreamKeys.Entry(name, NOW, NOW)), keys.list());
        assertEquals(Optional.empty(), keys.rotate(new StreamName("nobody")));
        keys.remove(name);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void openPublishingTakesNamesAndStillTakesKeys(TestDatabase database) {
        StreamKeys keys = new StreamKeys(database, CLOCK);
        StreamName name = new StreamName("keyed");
        String key = keys.add(name).orElseThrow();
        OpenGate gate = new OpenGate(keys);
        assertEquals(Optional.of(name), gate.streamOf(new StreamPath(key, Optional.empty())));
        assertEquals(Optional.of(DEMO), gate.streamOf(new StreamPath("demo", Optional.empty())));
        assertEquals(Optional.empty(), gate.streamOf(new StreamPath("Not A Name", Optional.empty())));
        keys.remove(name);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void positionsGoOnExactlyWhileTheNodeRunsAndAfterACleanStop(TestDatabase database) {
        StreamName name = new StreamName("clean");
        SavedPositions positions = new SavedPositions(database, CLOCK);
        assertEquals(Position.START, positions.load(name));
        positions.save(name, new Position(7, 2));
        assertEquals(new Position(7, 2), positions.load(name));
        positions.save(name, new Position(5, 1));
        assertEquals(new Position(7, 2), positions.load(name), "a late publisher does not turn them back");
        positions.saveAll();
        assertEquals(new Position(7, 2), new SavedPositions(database, CLOCK).load(name));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void positionsNeverGoBackAfterACrash(TestDatabase database) {
        StreamName name = new StreamName("crashed");
        long highest = 0;
        for (int run = 0; run < 3; run++) {
            SavedPositions positions = new SavedPositions(database, CLOCK);
            Position start = positions.load(name);
            assertTrue(start.nextMediaSequence() >= highest, start + " after " + highest);
            for (int i = 1; i <= 150; i++) {
                highest = start.nextMediaSequence() + i;
                positions.save(name, new Position(highest, start.nextDiscontinuitySequence() + i / 10));
            }
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void positionsOfLongForgottenStreamsGo(TestDatabase database) {
        StreamName name = new StreamName("forgotten");
        SavedPositions positions = new SavedPositions(database, CLOCK);
        positions.save(name, new Position(500, 0));
        positions.saveAll();
        SavedPositions later = new SavedPositions(database, Clock.offset(CLOCK, Duration.ofDays(31)));
        later.prune();
        assertEquals(Position.START, later.load(name));
    }
}
