package dev.streamr.mesh.friend;

import dev.streamr.api.Database;
import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import dev.streamr.mesh.key.PeerKey;
import dev.streamr.mesh.limit.MonthlyQuota;
import io.helidon.dbclient.DbRow;
import java.net.URI;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Base64;
import java.util.Optional;

/** The membership of this machine and the bytes it sent. Blocks on the database; any thread. */
final class MembershipStore implements MonthlyQuota.Store {

    private final Database database;

    MembershipStore(Database database) {
        this.database = database;
    }

    Optional<Membership> load() {
        return database.client().execute().get("SELECT origin_url, origin_key, name, stream, "
                + "draining, paused_until, joined_at FROM mesh_membership WHERE one = 1")
                .map(MembershipStore::membership);
    }

    /** Puts this in the place of what was there. */
    void save(Membership membership) {
        database.client().execute().dml(
                "INSERT INTO mesh_membership (one, origin_url, origin_key, name, stream, draining, paused_until, "
                        + "joined_at) VALUES (1, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (one) DO UPDATE SET "
                        + "origin_url = excluded.origin_url, origin_key = excluded.origin_key, name = excluded.name, "
                        + "stream = excluded.stream, draining = excluded.draining, "
                        + "paused_until = excluded.paused_until, joined_at = excluded.joined_at",
                membership.origin().toString(), Base64.getEncoder().encodeToString(membership.originKey().encoded()),
                membership.name().value(), membership.stream().map(StreamName::value).orElse(""),
                membership.draining() ? 1 : 0, membership.pausedUntil().toEpochMilli(),
                membership.joinedAt().toEpochMilli());
    }

    void delete() {
        database.client().execute().dml("DELETE FROM mesh_membership");
    }

    @Override
    public long load(YearMonth month) {
        return database.client().execute().get("SELECT bytes FROM mesh_usage WHERE month_name = ?", month.toString())
                .map(row -> number(row, "bytes")).orElse(0L);
    }

    @Override
    public void save(YearMonth month, long bytes) {
        database.client().execute().dml("INSERT INTO mesh_usage (month_name, bytes) VALUES (?, ?) "
                + "ON CONFLICT (month_name) DO UPDATE SET bytes = excluded.bytes", month.toString(), bytes);
    }

    private static Membership membership(DbRow row) {
        String stream = row.column("stream").getString();
        return new Membership(URI.create(row.column("origin_url").getString()),
                PeerKey.decode(Base64.getDecoder().decode(row.column("origin_key").getString())),
                new NodeName(row.column("name").getString()),
                stream.isEmpty() ? Optional.empty() : Optional.of(new StreamName(stream)),
                number(row, "draining") != 0, Instant.ofEpochMilli(number(row, "paused_until")),
                Instant.ofEpochMilli(number(row, "joined_at")));
    }

    private static long number(DbRow row, String column) {
        return ((Number) row.column(column).get()).longValue();
    }
}
