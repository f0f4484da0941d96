package dev.streamr.daemon.demo.viewer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who serves a viewer: what the origin answers to a new session and to each receipt (docs/relay.md, Sessions).
 *
 * @param session       name of the session; absent in answers to receipts
 * @param receiptKey    key of the receipts, base64url; absent in answers to receipts
 * @param originKey     the origin's raw Ed25519 key, base64url; absent in answers to receipts
 * @param nonce         what the next proofs are made with
 * @param origin        where the origin itself serves the session
 * @param relays        relays, best first
 * @param receiptMillis time between two receipts
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Assignment(@Nullable String session, @Nullable String receiptKey, @Nullable String originKey, String nonce,
        String origin, List<Relay> relays, long receiptMillis) {

    /** Relays that a viewer takes notice of. */
    private static final int MOST_RELAYS = 8;
    private static final long SHORTEST_MILLIS = 1_000;

    Assignment {
        relays = relays.stream().limit(MOST_RELAYS).toList();
        receiptMillis = Math.max(SHORTEST_MILLIS, receiptMillis);
    }

    /** The same with nobody but the origin. */
    Assignment atOrigin() {
        return new Assignment(session, receiptKey, originKey, nonce, origin, List.of(), receiptMillis);
    }

    /**
     * A friend's machine.
     *
     * @param node its name
     * @param base URL of the folder with the session's media
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Relay(String node, String base) {}
}
