package dev.streamr.relay.origin.session;

import dev.streamr.relay.origin.node.Fleet;
import dev.streamr.relay.origin.node.Relay;
import dev.streamr.relay.origin.plan.Plan;
import dev.streamr.relay.token.TokenMint;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Answers to receipts, and the part of them that a new session begins with. */
public final class Replies implements Renewals {

    private static final long RECEIPT_MILLIS = 10_000;
    /** While friends' machines get ready, a new page asks again soon. */
    private static final long SOON_MILLIS = 2_000;
    private static final Duration NEW = Duration.ofSeconds(30);

    private final Seating seating;
    private final Supplier<Plan> plan;
    private final Fleet fleet;
    private final InstantSource clock;

    /**
     * @param plan  who serves what now
     * @param clock wall clock
     */
    public Replies(Seating seating, Supplier<Plan> plan, Fleet fleet, InstantSource clock) {
        this.seating = seating;
        this.plan = plan;
        this.fleet = fleet;
        this.clock = clock;
    }

    @Override
    public SessionReply renew(Session session) {
        seating.refresh(session);
        return of(session, session.renewNonce());
    }

    /** The first, with the nonce that it has. */
    public SessionReply first(Session session) {
        return of(session, session.nonce());
    }

    private SessionReply of(Session session, String nonce) {
        List<SessionReply.Relay> relays = session.relays().stream()
                .map(relay -> new SessionReply.Relay(relay.node().value(), relay.base().toString())).toList();
        String origin = seating.originToken(session).map(token -> path(token, session)).orElse("");
        boolean warming = relays.isEmpty() && plan.get().of(session.stream()).serving().isEmpty()
                && fleet.relays().stream().anyMatch(Relay::willing)
                && clock.instant().isBefore(session.since().plus(NEW));
        return new SessionReply(nonce, origin, relays, warming ? SOON_MILLIS : RECEIPT_MILLIS);
    }

    private static String path(TokenMint.Minted token, Session session) {
        return token.path(session.stream());
    }
}
