package dev.streamr.daemon.contribution;

import dev.streamr.api.Contribution.DeliveryClaim;
import dev.streamr.api.Contribution.ProbeResult;
import dev.streamr.api.Contribution.ViewerReceipt;
import dev.streamr.api.ContributionHour;
import dev.streamr.api.Database;
import dev.streamr.api.StreamName;
import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import io.helidon.dbclient.DbTransaction;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Words and hours in the database. Blocks; any thread. */
final class WordStore {

    private static final List<String> WORD_TABLES = List.of("contribution_claim", "contribution_receipt",
            "contribution_probe");

    private static final String ADD_HOUR = """
            INSERT INTO contribution_hour AS kept (hour_at, node, stream, claimed_bytes, proven_bytes, stated_bytes,
                named_bytes, receipts, stalls, late, first_byte_micros, timed_receipts, probes, probes_right,
                probes_wrong, probe_bits_per_second)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (hour_at, node, stream) DO UPDATE SET
                claimed_bytes = kept.claimed_bytes + excluded.claimed_bytes,
                proven_bytes = kept.proven_bytes + excluded.proven_bytes,
                stated_bytes = kept.stated_bytes + excluded.stated_bytes,
                named_bytes = kept.named_bytes + excluded.named_bytes,
                receipts = kept.receipts + excluded.receipts,
                stalls = kept.stalls + excluded.stalls,
                late = kept.late + excluded.late,
                first_byte_micros = kept.first_byte_micros + excluded.first_byte_micros,
                timed_receipts = kept.timed_receipts + excluded.timed_receipts,
                probes = kept.probes + excluded.probes,
                probes_right = kept.probes_right + excluded.probes_right,
                probes_wrong = kept.probes_wrong + excluded.probes_wrong,
                probe_bits_per_second = CASE WHEN excluded.probe_bits_per_second > kept.probe_bits_per_second
                    THEN excluded.probe_bits_per_second ELSE kept.probe_bits_per_second END
            """;

    private final Database database;

    WordStore(Database database) {
        this.database = database;
    }

    /**
     * Writes all of these words and adds them to their hours, or nothing. A word that is there already counts no
     * more: neither a receipt with the serial of another, nor a word whose writing was tried before.
     */
    void write(List<Word> words) {
        DbTransaction transaction = database.client().transaction();
        try {
            HourSums sums = new HourSums();
            for (Word word : words) {
                if (isNew(transaction, word)) {
                    sums.add(word.contribution());
                }
            }
            sums.all().forEach(hour -> add(transaction, hour));
            transaction.commit();
        } catch (RuntimeException e) {
            rollBack(transaction, e);
            throw e;
        }
    }

    private static void rollBack(DbTransaction transaction, RuntimeException reason) {
        try {
            transaction.rollback();
        } catch (DbClientException e) {
            reason.addSuppressed(e);
        }
    }

    private static boolean isNew(DbExecute execute, Word word) {
        return switch (word.contribution()) {
            case DeliveryClaim claim -> execute.dml(
                    "INSERT INTO contribution_claim (id, said_at, node, stream, interval_millis, bytes, viewers) "
                            + "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    word.id(), claim.at().toEpochMilli(), claim.nodeId(), claim.stream().value(),
                    claim.interval().toMillis(), claim.bytes(), claim.viewers()) == 1;
            case ViewerReceipt receipt -> isNew(execute, receipt);
            case ProbeResult probe -> execute.dml(
                    "INSERT INTO contribution_probe (id, said_at, node, stream, verdict, bytes, first_byte_micros, "
                            + "bits_per_second) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    word.id(), probe.at().toEpochMilli(), probe.nodeId(), probe.stream().value(),
                    probe.verdict().name(), probe.bytes(), probe.firstByteMicros(), probe.bitsPerSecond()) == 1;
        };
    }

    private static boolean isNew(DbExecute execute, ViewerReceipt receipt) {
        return execute.dml(
                "INSERT INTO contribution_receipt (session, node, serial, said_at, stream, network, interval_millis, "
                        + "bytes, requests, first_byte_micros, stalls, late, basis) "
                        + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                receipt.session(), receipt.nodeId(), receipt.serial(), receipt.at().toEpochMilli(),
                receipt.stream().value(), receipt.network(), receipt.interval().toMillis(), receipt.bytes(),
                receipt.requests(), receipt.firstByteMicros(), receipt.stalls(), receipt.late(),
                receipt.basis().name()) == 1;
    }

    private static void add(DbExecute execute, ContributionHour hour) {
        execute.dml(ADD_HOUR, hour.hour().toEpochMilli(), hour.nodeId(), hour.stream().value(), hour.claimedBytes(),
                hour.provenBytes(), hour.statedBytes(), hour.namedBytes(), hour.receipts(), hour.stalls(),
                hour.late(), hour.firstByteMicros(), hour.timedReceipts(), hour.probes(), hour.probesRight(),
                hour.probesWrong(), hour.probeBitsPerSecond());
    }

    /** Forgets words from before {@code oldest}, and of each kind the oldest beyond {@code most}; hours stay. */
    void forget(Instant oldest, int most) {
        for (String table : WORD_TABLES) {
            database.client().execute().dml("DELETE FROM " + table + " WHERE said_at < ?", oldest.toEpochMilli());
            database.client().execute().dml("DELETE FROM " + table + " WHERE said_at <= (SELECT said_at FROM " + table
                    + " ORDER BY said_at DESC LIMIT 1 OFFSET " + most + ")");
        }
    }

    /** The hours from {@code from} to before {@code to}, oldest first, by node and stream. */
    List<ContributionHour> hours(Instant from, Instant to) {
        try (Stream<DbRow> rows = database.client().execute().query(
                "SELECT * FROM contribution_hour WHERE hour_at >= ? AND hour_at < ? ORDER BY hour_at, node, stream",
                from.toEpochMilli(), to.toEpochMilli())) {
            return rows.map(WordStore::hour).toList();
        }
    }

    private static ContributionHour hour(DbRow row) {
        return new ContributionHour(Instant.ofEpochMilli(number(row, "hour_at")), row.column("node").getString(),
                new StreamName(row.column("stream").getString()), number(row, "claimed_bytes"),
                number(row, "proven_bytes"), number(row, "stated_bytes"), number(row, "named_bytes"),
                number(row, "receipts"), number(row, "stalls"), number(row, "late"),
                number(row, "first_byte_micros"), number(row, "timed_receipts"), number(row, "probes"),
                number(row, "probes_right"), number(row, "probes_wrong"), number(row, "probe_bits_per_second"));
    }

    private static long number(DbRow row, String column) {
        return ((Number) row.column(column).get()).longValue();
    }
}
