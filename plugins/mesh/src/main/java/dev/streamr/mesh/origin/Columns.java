package dev.streamr.mesh.origin;

import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.Optional;

/** Reads columns alike from SQLite and PostgreSQL. */
final class Columns {

    private Columns() {}

    static Instant instant(DbRow row, String column) {
        return Instant.ofEpochMilli(((Number) row.column(column).get()).longValue());
    }

    static boolean flag(DbRow row, String column) {
        return ((Number) row.column(column).get()).intValue() != 0;
    }

    /** A text that is empty when there is none. */
    static Optional<String> text(DbRow row, String column) {
        String text = row.column(column).getString();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
