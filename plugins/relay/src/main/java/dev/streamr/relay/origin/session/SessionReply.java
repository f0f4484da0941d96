package dev.streamr.relay.origin.session;

import java.util.List;

/**
 * Where a session's media is now: the answer to a receipt (docs/relay.md, Sessions).
 *
 * @param nonce         for the next receipt
 * @param origin        path of the media at this machine, ends with a slash
 * @param relays        best first
 * @param receiptMillis until the next receipt
 */
public record SessionReply(String nonce, String origin, List<Relay> relays, long receiptMillis) {

    /** A friend's machine; {@code base} ends with a slash. */
    public record Relay(String node, String base) {}

    public SessionReply {
        relays = List.copyOf(relays);
    }
}
