package dev.streamr.relay.origin;

import dev.streamr.api.Placement.Pathway;
import dev.streamr.relay.origin.session.Seating;
import dev.streamr.relay.origin.session.Session;
import dev.streamr.relay.origin.session.SessionRelay;
import dev.streamr.relay.token.TokenMint;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A session's machines as pathways of content steering (RFC 8216bis section 7), best first, this machine last. A player
 * never learns of a new URL under an id that it knows: the id of a pathway is therefore a hash of its URL.
 */
final class Pathways {

    /** This machine, under the address in the multivariant playlist; clones are made of it. */
    static final String ORIGIN = "origin";

    private static final int ID_BYTES = 5;

    private Pathways() {}

    /** All of them; the last is this machine. Empty without keys. */
    static List<Pathway> of(Session session, Seating seating) {
        Optional<TokenMint.Minted> token = seating.originToken(session);
        if (token.isEmpty()) {
            return List.of();
        }
        List<Pathway> pathways = new ArrayList<>();
        for (SessionRelay relay : session.relays()) {
            pathways.add(new Pathway("r" + hash(relay.base()), relay.base()));
        }
        URI base = URI.create(token.get().path(session.stream()));
        pathways.add(new Pathway(session.originRenewed() ? "o" + hash(base) : ORIGIN, base));
        return pathways;
    }

    private static String hash(URI base) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(base.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
