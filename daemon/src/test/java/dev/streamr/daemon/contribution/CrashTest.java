package dev.streamr.daemon.contribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Contribution.ViewerReceipt.Basis;
import dev.streamr.api.ContributionHour;
import dev.streamr.daemon.config.DatabaseConfig;
import dev.streamr.daemon.database.NodeDatabase;
import io.prometheus.client.CollectorRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it writes. */
class CrashTest {

    private static final long A_SECOND = 1_000_000_000;

    @TempDir
    Path state = Path.of("");

    /** Adds a receipt of one byte every few milliseconds and says its serial, until it is killed. */
    static final class Writer {
        public static void main(String[] args) throws InterruptedException {
            NodeDatabase database = NodeDatabase.open(DatabaseConfig.SQLITE, Path.of(args[0]));
            Contributions log = new Contributions(database, new CollectorRegistry(true), Words.AT_NOON);
            for (long serial = 1;; serial++) {
                log.add(Words.receipt(Words.NOON, "s", serial, 1, Basis.PROVEN));
                System.out.println(serial);
                Thread.sleep(2);
            }
        }
    }

    @Test
    void aKilledProcessLosesNoMoreThanASecondAndCountsNothingTwice() throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                Writer.class.getName(), state.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        long safe = 0;
        long said = 0;
        try (BufferedReader out = writer.inputReader()) {
            long began = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said = Long.parseLong(line);
                began = said == 1 ? System.nanoTime() : began;
                long runs = System.nanoTime() - began;
                safe = runs < 2 * A_SECOND ? said : safe;
                if (runs > 3 * A_SECOND) {
                    // By its handle: the process itself would close the stream that is read here.
                    writer.toHandle().destroyForcibly();
                }
            }
        } finally {
            writer.destroyForcibly();
            assertTrue(writer.waitFor(Duration.ofSeconds(10)));
        }
        assertTrue(safe > 0, "it wrote nothing");
        try (NodeDatabase database = NodeDatabase.open(DatabaseConfig.SQLITE, state)) {
            long kept = bytes(database);
            assertTrue(kept >= safe, kept + " of " + safe + " that were added a second before");
            try (Contributions log = new Contributions(database, new CollectorRegistry(true), Words.AT_NOON)) {
                for (long serial = 1; serial <= said; serial++) {
                    log.add(Words.receipt(Words.NOON, "s", serial, 1, Basis.PROVEN));
                }
            }
            assertEquals(said, bytes(database));
        }
    }

    private static long bytes(NodeDatabase database) {
        List<ContributionHour> hours = new WordStore(database).hours(Words.NOON, Words.NOON.plusSeconds(1));
        return hours.getFirst().provenBytes();
    }
}
