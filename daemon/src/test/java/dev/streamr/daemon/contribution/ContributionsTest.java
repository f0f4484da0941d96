package dev.streamr.daemon.contribution;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Contribution.ProbeResult.Verdict;
import dev.streamr.api.Contribution.ViewerReceipt.Basis;
import dev.streamr.api.ContributionHour;
import dev.streamr.daemon.config.DatabaseConfig;
import dev.streamr.daemon.database.NodeDatabase;
import io.prometheus.client.CollectorRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContributionsTest {

    private static final Instant ONE = Words.NOON.plus(Duration.ofHours(1));

    private static EmbeddedPostgres server;

    @TempDir
    Path state = Path.of("");

    private final CollectorRegistry metrics = new CollectorRegistry(true);

    enum Kind {
        SQLITE, POSTGRESQL
    }

    @BeforeAll
    static void startPostgresql() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopPostgresql() throws IOException {
        server.close();
    }

    /** An empty database of this kind. */
    private NodeDatabase open(Kind kind) {
        if (kind == Kind.SQLITE) {
            return NodeDatabase.open(DatabaseConfig.SQLITE, state);
        }
        NodeDatabase database = NodeDatabase.open(new DatabaseConfig(
                Optional.of("jdbc:postgresql://localhost:" + server.getPort() + "/postgres"), Optional.of("postgres"),
                Optional.of("x"), Optional.empty()), state);
        for (String table : List.of("claim", "receipt", "probe", "hour")) {
            database.client().execute().dml("DELETE FROM contribution_" + table);
        }
        return database;
    }

    private static long count(NodeDatabase database, String table) {
        return database.client().execute().get("SELECT COUNT(*) AS n FROM " + table)
                .map(row -> ((Number) row.column("n").get()).longValue()).orElseThrow();
    }

    private double metric(String name, String kind) {
        return Objects.requireNonNull(
                metrics.getSampleValue(name, new String[]{"kind"}, new String[]{kind}), name);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void wordsOfEveryKindAreAddedUpByHour(Kind kind) {
        try (NodeDatabase database = open(kind)) {
            try (Contributions log = new Contributions(database, metrics, Words.AT_NOON)) {
                log.add(Words.claim(Words.NOON.plusSeconds(5), 100));
                log.add(Words.claim(Words.NOON.plusSeconds(3_599), 50));
                log.add(Words.claim(ONE, 7));
                log.add(Words.receipt(Words.NOON, "s1", 1, 10, Basis.PROVEN));
                log.add(Words.receipt(Words.NOON, "s1", 2, 20, Basis.STATED));
                log.add(Words.receipt(Words.NOON, "s2", 1, 30, Basis.NAMED));
                log.add(Words.probe(Words.NOON, Verdict.RIGHT, 8_000));
                log.add(Words.probe(Words.NOON, Verdict.WRONG_BYTES, 9_000));
                log.add(Words.probe(Words.NOON, Verdict.LATE, 0));
            }
            WordStore store = new WordStore(database);
            assertEquals(List.of(new ContributionHour(Words.NOON, Words.NODE, Words.SHOW, 150, 10, 20, 30, 3, 3, 6,
                    24_000, 3, 3, 1, 1, 9_000)), store.hours(Words.NOON, ONE));
            assertEquals(7, store.hours(ONE, ONE.plusSeconds(1)).getFirst().claimedBytes());
            assertEquals(2, store.hours(Instant.EPOCH, ONE.plusSeconds(1)).size());
            assertEquals(3, metric("streamr_contributions_total", "receipt"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void laterBatchesAreAddedToTheSameHour(Kind kind) {
        try (NodeDatabase database = open(kind);
                Contributions log = new Contributions(database, metrics, Words.AT_NOON)) {
            for (int batch = 1; batch <= 3; batch++) {
                long sum = 100L * batch;
                log.add(Words.claim(Words.NOON, 100));
                log.add(Words.probe(Words.NOON, Verdict.RIGHT, 9_000L / batch));
                await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertEquals(List.of(sum), log
                        .hours(Words.NOON, ONE).stream().map(ContributionHour::claimedBytes).toList()));
            }
            assertEquals(9_000, log.hours(Words.NOON, ONE).getFirst().probeBitsPerSecond());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aReceiptCountsOnceBySessionNodeAndSerial(Kind kind) {
        try (NodeDatabase database = open(kind)) {
            try (Contributions log = new Contributions(database, metrics, Words.AT_NOON)) {
                log.add(Words.receipt(Words.NOON, "s1", 1, 10, Basis.PROVEN));
                log.add(Words.receipt(Words.NOON, "s1", 1, 10, Basis.PROVEN));
            }
            try (Contributions log = new Contributions(database, new CollectorRegistry(true), Words.AT_NOON)) {
                log.add(Words.receipt(Words.NOON, "s1", 1, 999, Basis.STATED));
                log.add(Words.receipt(Words.NOON, "s1", 2, 5, Basis.PROVEN));
            }
            ContributionHour hour = new WordStore(database).hours(Words.NOON, ONE).getFirst();
            assertEquals(15, hour.provenBytes());
            assertEquals(0, hour.statedBytes());
            assertEquals(2, hour.receipts());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aBatchThatIsWrittenAgainCountsNothingTwice(Kind kind) {
        try (NodeDatabase database = open(kind)) {
            WordStore store = new WordStore(database);
            List<Word> batch = List.of(new Word(1, Words.claim(Words.NOON, 100)),
                    new Word(2, Words.probe(Words.NOON, Verdict.RIGHT, 1)),
                    new Word(3, Words.receipt(Words.NOON, "s1", 1, 10, Basis.NAMED)));
            store.write(batch);
            List<ContributionHour> once = store.hours(Words.NOON, ONE);
            store.write(batch);
            assertEquals(once, store.hours(Words.NOON, ONE));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void wordsWaitWhileTheDatabaseFailsAndTheNewestAreLostWhenTooManyWait(Kind kind) {
        try (NodeDatabase database = open(kind);
                Contributions log = new Contributions(database, metrics, Words.AT_NOON)) {
            database.client().execute().dml("ALTER TABLE contribution_hour RENAME TO away");
            for (int i = 0; i < Contributions.QUEUE + 5; i++) {
                log.add(Words.claim(Words.NOON, 1));
            }
            await().until(() -> metrics.getSampleValue("streamr_contributions_lost_total") == 5.0);
            database.client().execute().dml("ALTER TABLE away RENAME TO contribution_hour");
            await().atMost(Duration.ofSeconds(30)).until(() -> !log.hours(Words.NOON, ONE).isEmpty());
            assertEquals(Contributions.QUEUE, log.hours(Words.NOON, ONE).getFirst().claimedBytes());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void oldWordsAndTheOldestOfTooManyAreForgottenAndTheHoursStay(Kind kind) {
        try (NodeDatabase database = open(kind)) {
            try (Contributions log = new Contributions(database, metrics, Words.AT_NOON)) {
                for (int i = 0; i < 10; i++) {
                    log.add(Words.claim(Words.NOON.plusSeconds(i), 1));
                    log.add(Words.receipt(Words.NOON.plusSeconds(i), "s", i, 1, Basis.PROVEN));
                }
            }
            WordStore store = new WordStore(database);
            store.forget(Words.NOON.plusSeconds(4), 100);
            assertEquals(6, count(database, "contribution_claim"));
            store.forget(Words.NOON, 2);
            assertEquals(2, count(database, "contribution_claim"));
            assertEquals(2, count(database, "contribution_receipt"));
            assertEquals(10, store.hours(Words.NOON, ONE).getFirst().claimedBytes());
            assertTrue(store.hours(ONE, ONE.plusSeconds(9)).isEmpty());
        }
    }
}
