package dev.streamr.ingest;

import dev.streamr.api.Database;
import dev.streamr.api.StreamName;
import dev.streamr.ingest.rtmp.PublisherGate;
import dev.streamr.ingest.rtmp.StreamPath;
import io.helidon.dbclient.DbRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The streams that may be published and the hashes of their keys. A key has 160 random bits, so nobody finds it from
 * its SHA-256, and a slow hash would only slow down the server. Blocks on the database; any thread.
 */
final class StreamKeys implements PublisherGate {

    private static final String PREFIX = "live_";
    private static final int RANDOM_BYTES = 20;

    private final Database database;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    StreamKeys(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A stream that may be published. */
    record Entry(StreamName name, Instant createdAt, Instant keyChangedAt) {}

    /** Adds a stream and returns its key, which cannot be had again; empty when the name is taken. */
    Optional<String> add(StreamName name) {
        String key = newKey();
        long now = clock.millis();
        long added = database.client().execute().dml("INSERT INTO ingest_stream (name, key_hash, created_at, "
                + "key_changed_at) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO NOTHING", name.value(), hash(key), now,
                now);
        return added == 1 ? Optional.of(key) : Optional.empty();
    }

    /** Gives a stream a new key; the old one opens nothing any more. Empty when there is no such stream. */
    Optional<String> rotate(StreamName name) {
        String key = newKey();
        long changed = database.client().execute().dml(
                "UPDATE ingest_stream SET key_hash = ?, key_changed_at = ? WHERE name = ?", hash(key), clock.millis(),
                name.value());
        return changed == 1 ? Optional.of(key) : Optional.empty();
    }

    /** Removes a stream; false when there is none. */
    boolean remove(StreamName name) {
        return database.client().execute().dml("DELETE FROM ingest_stream WHERE name = ?", name.value()) == 1;
    }

    /** All streams, by name. */
    List<Entry> list() {
        try (Stream<DbRow> rows = database.client().execute()
                .query("SELECT name, created_at, key_changed_at FROM ingest_stream ORDER BY name")) {
            return rows.map(StreamKeys::entry).toList();
        }
    }

    /** The key alone names the stream; where a name stands before it, it has to be the same. */
    @Override
    public Optional<StreamName> streamOf(StreamPath path) {
        String key = path.key().orElse(path.name());
        if (key.isEmpty()) {
            return Optional.empty();
        }
        return find(key).filter(name -> path.key().isEmpty() || name.value().equals(path.name()));
    }

    private Optional<StreamName> find(String key) {
        String hash = hash(key);
        return database.client().execute()
                .get("SELECT name, key_hash FROM ingest_stream WHERE key_hash = ?", hash)
                .filter(row -> MessageDigest.isEqual(ascii(hash), ascii(row.column("key_hash").getString())))
                .map(row -> new StreamName(row.column("name").getString()));
    }

    /** A key that is no possible stream name, so that it can never end up as one. */
    private String newKey() {
        String key;
        do {
            byte[] bytes = new byte[RANDOM_BYTES];
            random.nextBytes(bytes);
            key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        } while (StreamName.isValid(key));
        return key;
    }

    private static Entry entry(DbRow row) {
        return new Entry(new StreamName(row.column("name").getString()), instant(row, "created_at"),
                instant(row, "key_changed_at"));
    }

    private static Instant instant(DbRow row, String column) {
        return Instant.ofEpochMilli(((Number) row.column(column).get()).longValue());
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
