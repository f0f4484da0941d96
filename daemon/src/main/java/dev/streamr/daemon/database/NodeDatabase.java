package dev.streamr.daemon.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.streamr.api.Database;
import dev.streamr.api.StreamrPlugin;
import dev.streamr.daemon.config.DatabaseConfig;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.jdbc.JdbcClientBuilder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/** The store of this node. Opening it connects; {@link #close} waits for nobody. */
public final class NodeDatabase implements Database, AutoCloseable {

    private static final int ANSWER_SECONDS = (int) Duration.ofSeconds(2).toSeconds();

    private final HikariDataSource pool;
    private final DbClient client;
    private final Migrations migrations;

    private NodeDatabase(HikariDataSource pool, String kind) {
        this.pool = pool;
        this.client = JdbcClientBuilder.create().connectionPool(new PooledConnections(pool, kind)).build();
        this.migrations = new Migrations(pool);
    }

    /**
     * Opens the database of the configuration and brings the daemon's own tables up to date.
     *
     * @param stateDir where the SQLite file is kept; exists
     * @throws DatabaseException when it cannot be opened or brought up to date, with what to look at
     */
    public static NodeDatabase open(DatabaseConfig config, Path stateDir) {
        NodeDatabase database = config.url().isPresent()
                ? new NodeDatabase(Pools.postgresql(config), "postgresql")
                : new NodeDatabase(Pools.sqlite(stateDir.resolve("streamr.db")), "sqlite");
        try {
            database.migrations.run("daemon", NodeDatabase.class.getClassLoader(), "db/migration/daemon");
            return database;
        } catch (DatabaseException e) {
            database.close();
            throw e;
        }
    }

    @Override
    public DbClient client() {
        return client;
    }

    @Override
    public void migrate(StreamrPlugin plugin, String location) {
        migrations.run(plugin.name(), plugin.getClass().getClassLoader(), location);
    }

    /** Whether the database answers; waits at most 2 s. */
    public boolean answers() {
        try (var connection = pool.getConnection()) {
            return connection.isValid(ANSWER_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        client.close();
        pool.close();
    }
}
