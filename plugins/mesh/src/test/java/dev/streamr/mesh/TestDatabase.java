package dev.streamr.mesh;

import dev.streamr.api.Database;
import dev.streamr.api.StreamrPlugin;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.jdbc.JdbcClientBuilder;
import io.helidon.dbclient.jdbc.JdbcConnectionPool;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteDataSource;

/** A database of each kind, with the plugin's tables. */
public record TestDatabase(DataSource source, DbClient client, Closeable owner) implements Database, AutoCloseable {

    public static TestDatabase sqlite(Path file) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        return migrated(source, "sqlite", () -> {});
    }

    public static TestDatabase postgresql() throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.start();
        return migrated(server.getPostgresDatabase(), "postgresql", server);
    }

    private static TestDatabase migrated(DataSource source, String type, Closeable owner) {
        Flyway.configure().dataSource(source).locations("classpath:db/migration/mesh").load().migrate();
        DbClient client = JdbcClientBuilder.create().connectionPool(new Unpooled(source, type)).build();
        return new TestDatabase(source, client, owner);
    }

    @Override
    public void migrate(StreamrPlugin plugin, String location) {
        // The tables are there already.
    }

    @Override
    public void close() throws IOException {
        client.close();
        owner.close();
    }

    /** A new connection each time. */
    private record Unpooled(DataSource source, String dbType) implements JdbcConnectionPool {
        @Override
        public Connection connection() {
            try {
                return source.getConnection();
            } catch (SQLException e) {
                throw new DbClientException("no connection", e);
            }
        }
    }
}
