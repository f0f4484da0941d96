package dev.streamr.mesh.origin;

import dev.streamr.api.Database;
import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import dev.streamr.mesh.key.PeerKey;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The machines that came in: names, keys, and what the streamer ordered. Blocks on the database; any thread. */
final class NodeStore {

    private final Database database;

    NodeStore(Database database) {
        this.database = database;
    }

    /** A machine as it is kept. */
    record Entry(PeerKey key, NodeName name, Optional<StreamName> stream, boolean suspended, boolean draining,
            Instant joinedAt) {

        String id() {
            return key.id();
        }

        Entry with(boolean nowSuspended, boolean nowDraining) {
            return new Entry(key, name, stream, nowSuspended, nowDraining, joinedAt);
        }
    }

    /** Adds a machine; false when its key or its name is there already. */
    boolean add(Entry entry) {
        return database.client().execute().dml(
                "INSERT INTO mesh_node (id, name, public_key, stream, suspended, draining, joined_at) "
                        + "VALUES (?, ?, ?, ?, 0, 0, ?) ON CONFLICT DO NOTHING",
                entry.id(), entry.name().value(), Base64.getEncoder().encodeToString(entry.key().encoded()),
                entry.stream().map(StreamName::value).orElse(""), entry.joinedAt().toEpochMilli()) == 1;
    }

    /** Keeps what the streamer ordered. */
    void order(Entry entry) {
        database.client().execute().dml("UPDATE mesh_node SET suspended = ?, draining = ? WHERE id = ?",
                entry.suspended() ? 1 : 0, entry.draining() ? 1 : 0, entry.id());
    }

    void remove(String id) {
        database.client().execute().dml("DELETE FROM mesh_node WHERE id = ?", id);
    }

    /** All machines, by name. */
    List<Entry> list() {
        try (Stream<DbRow> rows = database.client().execute().query(
                "SELECT public_key, name, stream, suspended, draining, joined_at FROM mesh_node ORDER BY name")) {
            return rows.map(NodeStore::entry).toList();
        }
    }

    private static Entry entry(DbRow row) {
        return new Entry(PeerKey.decode(Base64.getDecoder().decode(row.column("public_key").getString())),
                new NodeName(row.column("name").getString()), Columns.text(row, "stream").map(StreamName::new),
                Columns.flag(row, "suspended"), Columns.flag(row, "draining"), Columns.instant(row, "joined_at"));
    }
}
