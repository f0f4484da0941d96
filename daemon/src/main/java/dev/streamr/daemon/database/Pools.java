package dev.streamr.daemon.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.streamr.daemon.config.DatabaseConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pools of connections, one kind per database. */
final class Pools {

    /** Connections to PostgreSQL; the daemon writes little and reads little. */
    private static final int POSTGRESQL_CONNECTIONS = 8;
    private static final int CONNECTION_TIMEOUT_MILLIS = 5_000;
    /** How long SQLite waits for another process (a backup) before it fails. */
    private static final int BUSY_TIMEOUT_MILLIS = 5_000;

    private Pools() {}

    /** One connection: SQLite has one writer, and readers of ours do not wait long. */
    static HikariDataSource sqlite(Path file) {
        createPrivately(file);
        HikariConfig config = common("sqlite");
        config.setJdbcUrl("jdbc:sqlite:" + file);
        config.setMaximumPoolSize(1);
        config.setMaxLifetime(0);
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "FULL");
        config.addDataSourceProperty("foreign_keys", "true");
        config.setConnectionInitSql("PRAGMA busy_timeout = " + BUSY_TIMEOUT_MILLIS);
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new DatabaseException("the SQLite file " + file + " cannot be opened: " + cause.getMessage(), e);
        }
    }

    static HikariDataSource postgresql(DatabaseConfig database) {
        HikariConfig config = common("postgresql");
        config.setJdbcUrl(database.url().orElseThrow());
        database.user().ifPresent(config::setUsername);
        password(database).ifPresent(config::setPassword);
        config.setMaximumPoolSize(POSTGRESQL_CONNECTIONS);
        config.setMinimumIdle(1);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw new DatabaseException(refusal(Objects.requireNonNullElse(e.getCause(), e)), e);
        }
    }

    /** The server's own word is said; what to do about it depends on its kind. */
    private static String refusal(Throwable failure) {
        String said = Stream.iterate(failure, Objects::nonNull, Throwable::getCause).map(Throwable::getMessage)
                .filter(Objects::nonNull).distinct().collect(Collectors.joining(": "));
        String state = failure instanceof SQLException refused ? String.valueOf(refused.getSQLState()) : "";
        return switch (state) {
            case "28P01", "28000" -> "PostgreSQL does not let database.user in with this password: " + said;
            case "08004" -> "PostgreSQL refuses the connection: " + said
                    + "; the password is expected in database.password, best a credential";
            default -> "PostgreSQL (database.url) cannot be reached: " + said;
        };
    }

    private static HikariConfig common(String name) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        config.setInitializationFailTimeout(1);
        return config;
    }

    private static Optional<String> password(DatabaseConfig database) {
        return database.passwordFile().map(Pools::firstLine).or(database::password);
    }

    private static String firstLine(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("");
        } catch (IOException e) {
            throw new DatabaseException("database.password-file cannot be read: " + e.getMessage(), e);
        }
    }

    /** The file holds hashes of keys: it is the daemon's alone, from its first byte on. */
    private static void createPrivately(Path file) {
        try {
            if (Files.notExists(file) && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(file,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException e) {
            throw new DatabaseException("the SQLite file " + file + " cannot be made: " + e.getMessage(), e);
        }
    }
}
