package dev.streamr.api;

import io.helidon.dbclient.DbClient;

/**
 * The store of this node: a SQLite file or PostgreSQL. The same statements and migrations run on both. On SQLite the
 * pool has one connection: keep transactions short and never nest them.
 */
public interface Database {

    /** Runs statements. */
    DbClient client();

    /**
     * Brings the plugin's tables up to date with the versioned scripts at {@code location} in its own jar
     * ({@code db/migration/ingest}); each plugin has a history table of its own. Idempotent.
     *
     * @param plugin   the owner, whose class loader holds the scripts
     * @param location class-path folder of {@code V1__….sql}
     */
    void migrate(StreamrPlugin plugin, String location);
}
