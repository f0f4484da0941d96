package dev.streamr.daemon.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.PluginContext;
import dev.streamr.api.StreamrPlugin;
import dev.streamr.daemon.config.DatabaseConfig;
import io.helidon.dbclient.DbRow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeDatabaseTest {

    @TempDir
    Path state = Path.of("");

    /** Owns the tables of {@code db/migration/test}. */
    private static final class Owner implements StreamrPlugin {
        private record Nothing() {}

        @Override
        public String name() {
            return "owner";
        }

        @Override
        public Class<? extends Record> configType() {
            return Nothing.class;
        }

        @Override
        public void start(PluginContext context) {}

        @Override
        public void stop() {}
    }

    private static DatabaseConfig postgresql(String url, String user, String password) {
        return new DatabaseConfig(Optional.of(url), Optional.of(user), Optional.of(password), Optional.empty());
    }

    private void keepsRowsAndMigratesOnce(DatabaseConfig config) {
        try (NodeDatabase database = NodeDatabase.open(config, state)) {
            database.migrate(new Owner(), "db/migration/test");
            database.client().execute().createInsert("INSERT INTO thing (name, size) VALUES (?, ?)").addParam("a")
                    .addParam(7L).execute();
        }
        try (NodeDatabase database = NodeDatabase.open(config, state)) {
            database.migrate(new Owner(), "db/migration/test");
            assertTrue(database.answers());
            DbRow row = database.client().execute().createGet("SELECT size FROM thing WHERE name = :name")
                    .addParam("name", "a").execute().orElseThrow();
            assertEquals(7L, row.column("size").get(Number.class).longValue());
            assertEquals(1, database.client().execute()
                    .createQuery("SELECT version FROM schema_history_owner WHERE version = '1'").execute().count());
        }
    }

    @Test
    void sqliteKeepsRowsAndMigratesOnce() throws IOException {
        keepsRowsAndMigratesOnce(DatabaseConfig.SQLITE);
        assertEquals("rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("streamr.db"))));
    }

    @Test
    void postgresqlKeepsRowsAndMigratesOnce() throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            keepsRowsAndMigratesOnce(
                    postgresql("jdbc:postgresql://localhost:" + server.getPort() + "/postgres", "postgres", "x"));
        }
    }

    @Test
    void anEarlierVersionGoesOnWithTablesThatALaterOneBroughtUpToDate() {
        try (NodeDatabase database = NodeDatabase.open(DatabaseConfig.SQLITE, state)) {
            database.client().execute().createInsert("INSERT INTO schema_history_daemon (installed_rank, version,"
                    + " description, type, script, checksum, installed_by, execution_time, success)"
                    + " VALUES (999, '999', 'later', 'SQL', 'V999__later.sql', 1, '', 1, 1)").execute();
        }
        try (NodeDatabase database = NodeDatabase.open(DatabaseConfig.SQLITE, state)) {
            assertTrue(database.answers());
        }
    }

    @Test
    void aPasswordThatIsMissingOrWrongIsSaidToBe() throws IOException, SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            try (Connection admin = server.getPostgresDatabase().getConnection();
                    Statement statement = admin.createStatement();
                    ResultSet file = statement.executeQuery("SHOW hba_file")) {
                assertTrue(file.next());
                Files.writeString(Path.of(file.getString(1)), "host all all 127.0.0.1/32 scram-sha-256\n");
                statement.execute("CREATE USER live PASSWORD 'hunter2'");
                statement.execute("SELECT pg_reload_conf()");
            }
            Optional<String> url = Optional.of("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres");
            String missing = refusal(
                    new DatabaseConfig(url, Optional.of("live"), Optional.empty(), Optional.empty()));
            assertTrue(missing.startsWith("PostgreSQL refuses the connection: "), missing);
            assertTrue(missing.endsWith("; the password is expected in database.password, best a credential"), missing);
            String wrong = refusal(postgresql(url.orElseThrow(), "live", "hunter3"));
            assertTrue(wrong.startsWith("PostgreSQL does not let database.user in with this password: "), wrong);
            assertFalse(wrong.contains("hunter3"), wrong);
        }
    }

    private String refusal(DatabaseConfig config) {
        return String.valueOf(
                assertThrows(DatabaseException.class, () -> NodeDatabase.open(config, state)).getMessage());
    }

    @Test
    void sqliteRunsWithTheSettingsThatKeepDataSafe() {
        try (NodeDatabase database = NodeDatabase.open(DatabaseConfig.SQLITE, state)) {
            assertEquals("wal", pragma(database, "journal_mode"));
            assertEquals("1", pragma(database, "foreign_keys"));
            assertEquals("5000", pragma(database, "busy_timeout"));
        }
    }

    private static String pragma(NodeDatabase database, String name) {
        return database.client().execute().createGet("PRAGMA " + name).execute().orElseThrow().column(1)
                .get(Object.class).toString();
    }

    @Test
    void aServerThatIsNotThereIsNamedWithoutThePassword() {
        DatabaseException e = assertThrows(DatabaseException.class,
                () -> NodeDatabase.open(postgresql("jdbc:postgresql://127.0.0.1:1/x", "u", "hunter2"), state));
        assertTrue(String.valueOf(e.getMessage()).startsWith("PostgreSQL (database.url) cannot be reached: "));
        assertFalse(String.valueOf(e.getMessage()).contains("hunter2"));
    }
}
