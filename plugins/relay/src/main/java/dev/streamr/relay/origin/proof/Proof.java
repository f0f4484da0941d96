package dev.streamr.relay.origin.proof;

import dev.streamr.api.PluginContext;
import dev.streamr.relay.origin.node.NodeHealth;
import dev.streamr.relay.origin.pulse.PulseWitness;
import dev.streamr.relay.origin.session.NamedSegments;
import dev.streamr.relay.origin.session.Renewals;
import dev.streamr.relay.origin.session.SessionBook;
import java.time.Clock;

/** What friends' machines delivered, put together: receipts, claims, named segments. */
public final class Proof {

    private final Claims claims;
    private final NamedDeliveries named;

    private Proof(Claims claims, NamedDeliveries named) {
        this.claims = claims;
        this.named = named;
    }

    /**
     * Adds the route for receipts; during the start of the plugin.
     *
     * @param sessions of this origin's streams
     * @param health   takes what viewers tell of nodes
     * @param renewals what receipts are answered with
     */
    public static Proof start(PluginContext context, SessionBook sessions, NodeHealth health, Renewals renewals) {
        ProofMetrics metrics = new ProofMetrics(context.metrics());
        Clock clock = Clock.systemUTC();
        Receipts receipts = new Receipts(context.streams(), sessions, context.contributions(), health, metrics, clock,
                System::nanoTime);
        context.http().publicRoutes(new ReceiptRoutes(sessions, receipts, renewals, metrics));
        return new Proof(new Claims(context.contributions(), metrics, clock, System::nanoTime),
                new NamedDeliveries(sessions, context.contributions(), clock));
    }

    /** Hears what nodes count. */
    public PulseWitness claims() {
        return claims;
    }

    /** Hears what players were told to fetch. */
    public NamedSegments named() {
        return named;
    }
}
