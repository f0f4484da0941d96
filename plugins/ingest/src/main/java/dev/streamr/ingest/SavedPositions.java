package dev.streamr.ingest;

import dev.streamr.api.Database;
import dev.streamr.api.StreamName;
import dev.streamr.ingest.remux.StreamPosition;
import io.helidon.dbclient.DbClientException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the numbers of segments in the database. It saves ahead: a row says which numbers may have been used, so only
 * one of many segments costs a write, and after a crash numbers jump but never go back. While the node runs, the exact
 * numbers are known, and a clean stop saves them. Any thread.
 */
final class SavedPositions implements StreamPosition {

    /** Segments and discontinuities that one write reserves. */
    private static final int RESERVED = 64;

    /** Streams that were not published for so long begin anew; it bounds the table. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final System.Logger LOG = System.getLogger(SavedPositions.class.getName());

    private final Database database;
    private final Clock clock;
    private final Map<StreamName, Known> known = new ConcurrentHashMap<>();

    /** Where a stream is, and the numbers below which all is saved. */
    private record Known(Position exact, Position reserved) {

        boolean mustReserve() {
            return exact.nextMediaSequence() >= reserved.nextMediaSequence()
                    || exact.nextDiscontinuitySequence() >= reserved.nextDiscontinuitySequence();
        }
    }

    SavedPositions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Forgets streams that were not published for long. */
    void prune() {
        database.client().execute().dml("DELETE FROM ingest_position WHERE saved_at < ?",
                clock.millis() - KEPT.toMillis());
    }

    @Override
    public Position load(StreamName stream) {
        return known.computeIfAbsent(stream, name -> reserved(name, read(name))).exact();
    }

    @Override
    public void save(StreamName stream, Position position) {
        known.compute(stream, (name, former) -> {
            Position exact = former == null ? position : later(former.exact(), position);
            Known next = new Known(exact, former == null ? Position.START : former.reserved());
            return next.mustReserve() ? reserved(name, exact) : next;
        });
    }

    /** A publisher that was taken over may be late with its last segment; numbers never go back for it. */
    private static Position later(Position one, Position other) {
        return new Position(Math.max(one.nextMediaSequence(), other.nextMediaSequence()),
                Math.max(one.nextDiscontinuitySequence(), other.nextDiscontinuitySequence()));
    }

    /** Saves the exact numbers; for a clean stop, when nothing publishes any more. */
    void saveAll() {
        known.forEach((name, state) -> write(name, state.exact()));
        known.clear();
    }

    private Known reserved(StreamName name, Position position) {
        Position ahead = new Position(position.nextMediaSequence() + RESERVED,
                position.nextDiscontinuitySequence() + RESERVED);
        return new Known(position, write(name, ahead) ? ahead : Position.START);
    }

    private Position read(StreamName name) {
        return database.client().execute()
                .get("SELECT next_media_sequence, next_discontinuity_sequence FROM ingest_position WHERE name = ?",
                        name.value())
                .map(row -> new Position(((Number) row.column("next_media_sequence").get()).longValue(),
                        ((Number) row.column("next_discontinuity_sequence").get()).longValue()))
                .orElse(Position.START);
    }

    /** A full disk must not end a live stream: then the numbers are only known in memory, and the next save tries again. */
    private boolean write(StreamName name, Position position) {
        try {
            database.client().execute().dml(
                    "INSERT INTO ingest_position (name, next_media_sequence, next_discontinuity_sequence, saved_at) "
                            + "VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
                            + "next_media_sequence = excluded.next_media_sequence, "
                            + "next_discontinuity_sequence = excluded.next_discontinuity_sequence, "
                            + "saved_at = excluded.saved_at",
                    name.value(), position.nextMediaSequence(), position.nextDiscontinuitySequence(), clock.millis());
            return true;
        } catch (DbClientException e) {
            LOG.log(Level.WARNING, "the segment numbers of {0} cannot be saved: {1}", name,
                    String.valueOf(e.getMessage()));
            return false;
        }
    }
}
