package dev.streamr.mesh.origin;

import dev.streamr.api.Database;
import dev.streamr.api.LimitExceededException;
import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import dev.streamr.mesh.key.Digests;
import dev.streamr.mesh.message.InviteCode;
import io.helidon.dbclient.DbRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Invites that were made. Each opens once and for a while; of its secret only the hash is kept. An invite that was used
 * stays until its node goes, so that a friend whose answer was lost can ask again. Blocks on the database; any thread.
 */
final class Invites {

    /** Unused invites at a time. */
    static final int MOST = 1_000;

    private final Database database;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Invites(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * An invite as it is kept.
     *
     * @param usedBy id of the node that came in with it
     */
    record Invite(String hash, NodeName name, Optional<StreamName> stream, Instant expiresAt,
            Optional<String> usedBy) {}

    /**
     * Makes an invite and returns its secret, which cannot be had again. An unused one for the same name is void.
     *
     * @throws LimitExceededException when there are {@link #MOST}
     */
    byte[] add(NodeName name, Optional<StreamName> stream, Duration valid) {
        long now = clock.millis();
        var execute = database.client().execute();
        execute.dml("DELETE FROM mesh_invite WHERE used_by = '' AND (name = ? OR expires_at <= ?)", name.value(),
                now - Duration.ofDays(7).toMillis());
        if (open() >= MOST) {
            throw new LimitExceededException("there are " + MOST + " unused invites; wait until some expire");
        }
        byte[] secret = new byte[InviteCode.SECRET_BYTES];
        random.nextBytes(secret);
        execute.dml(
                "INSERT INTO mesh_invite (secret_hash, name, stream, created_at, expires_at, used_by) VALUES (?, ?, ?, ?, ?, '')",
                Digests.sha256Hex(secret), name.value(),
                stream.map(StreamName::value).orElse(""), now, now + valid.toMillis());
        return secret;
    }

    /** The invite with this secret, whether used, expired or open. */
    Optional<Invite> find(byte[] secret) {
        String hash = Digests.sha256Hex(secret);
        return database.client().execute().get("SELECT secret_hash, name, stream, expires_at, used_by FROM mesh_invite "
                + "WHERE secret_hash = ?", hash).map(Invites::invite)
                .filter(invite -> MessageDigest.isEqual(ascii(hash), ascii(invite.hash())));
    }

    /** Uses an invite up; false when somebody else was first or it has expired. */
    boolean use(Invite invite, String node) {
        return database.client().execute().dml(
                "UPDATE mesh_invite SET used_by = ? WHERE secret_hash = ? AND used_by = '' AND expires_at > ?", node,
                invite.hash(), clock.millis()) == 1;
    }

    /** Forgets what a node came in with: it does not open again. */
    void forget(String node) {
        database.client().execute().dml("DELETE FROM mesh_invite WHERE used_by = ?", node);
    }

    /** Invites that may still be used. */
    int open() {
        return database.client().execute()
                .get("SELECT COUNT(*) AS n FROM mesh_invite WHERE used_by = '' AND expires_at > ?", clock.millis())
                .map(row -> ((Number) row.column("n").get()).intValue()).orElse(0);
    }

    private static Invite invite(DbRow row) {
        return new Invite(row.column("secret_hash").getString(), new NodeName(row.column("name").getString()),
                Columns.text(row, "stream").map(StreamName::new), Columns.instant(row, "expires_at"),
                Columns.text(row, "used_by"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
