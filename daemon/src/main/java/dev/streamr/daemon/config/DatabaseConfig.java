package dev.streamr.daemon.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The section {@code database}.
 *
 * @param url          {@code jdbc:postgresql://host/database}; absent: a SQLite file in the state directory
 * @param user         who logs in, for PostgreSQL
 * @param password     its password; better from the environment or {@code passwordFile}
 * @param passwordFile a file whose first line is the password
 */
public record DatabaseConfig(Optional<String> url, Optional<String> user, Optional<String> password,
        Optional<Path> passwordFile) {

    /** Nothing said: SQLite. */
    public static final DatabaseConfig SQLITE = new DatabaseConfig(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty());

    public DatabaseConfig {
        if (url.isPresent() && !url.get().startsWith("jdbc:postgresql://")) {
            throw new IllegalArgumentException(
                    "url: must start with jdbc:postgresql:// (leave it out for a SQLite file in state-dir)");
        }
        if (password.isPresent() && passwordFile.isPresent()) {
            throw new IllegalArgumentException("password-file: give either password or password-file, not both");
        }
    }
}
