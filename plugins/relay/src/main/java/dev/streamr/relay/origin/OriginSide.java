package dev.streamr.relay.origin;

import dev.streamr.api.Director;
import dev.streamr.api.HttpEndpoints;
import dev.streamr.api.PluginContext;
import dev.streamr.relay.RelayConfig;
import dev.streamr.relay.origin.node.Addresses;
import dev.streamr.relay.origin.node.Fleet;
import dev.streamr.relay.origin.node.Networks;
import dev.streamr.relay.origin.node.NodeHealth;
import dev.streamr.relay.origin.plan.PlanBoard;
import dev.streamr.relay.origin.plan.Planner;
import dev.streamr.relay.origin.probe.Inspection;
import dev.streamr.relay.origin.proof.Proof;
import dev.streamr.relay.origin.pulse.Orders;
import dev.streamr.relay.origin.pulse.PulseLoop;
import dev.streamr.relay.origin.pulse.PulseWitness;
import dev.streamr.relay.origin.session.Replies;
import dev.streamr.relay.origin.session.Seating;
import dev.streamr.relay.origin.session.SessionBook;
import dev.streamr.relay.token.TokenMint;
import java.security.SecureRandom;
import java.time.Clock;

/** The origin's side, put together. */
public final class OriginSide implements AutoCloseable {

    private final OriginDirector director;
    private final PulseLoop pulses;
    private final Inspection inspection;

    private OriginSide(OriginDirector director, PulseLoop pulses, Inspection inspection) {
        this.director = director;
        this.pulses = pulses;
        this.inspection = inspection;
    }

    /** Starts it. */
    public static OriginSide start(PluginContext context, RelayConfig config) {
        Clock clock = Clock.systemUTC();
        HttpEndpoints http = context.http();
        Networks networks = new Networks(clock);
        Addresses addresses = new Addresses(networks);
        NodeHealth health = new NodeHealth(System::nanoTime);
        Fleet fleet = new Fleet(System::nanoTime);
        TokenMint mint = new TokenMint(context.services(), clock);
        SessionBook book = new SessionBook(clock, System::nanoTime);
        PlanBoard board = new PlanBoard();
        Seating seating = new Seating(book, mint, addresses, board, clock, new SecureRandom());
        Planner planner = new Planner(context.streams(), fleet, health, seating, config.originFanout(), config.warm(),
                System::nanoTime, board);
        DirectorMetrics metrics = new DirectorMetrics(context.metrics());
        Egress egress = new Egress(context.metrics(), board, metrics, System::nanoTime);
        OriginCap cap = new OriginCap(config.originUpload(), context.streams(), seating, board);
        Replies replies = new Replies(seating, board, fleet, clock);
        Proof proof = Proof.start(context, book, health, replies);
        Inspection inspection = Inspection.start(context, config, health, mint);
        PulseWitness witness = (node, answer) -> {
            proof.claims().answered(node, answer);
            inspection.answered(node, answer);
        };
        Rounds rounds = new Rounds(context, fleet, health, planner, book, seating,
                new Orders(fleet, addresses, mint, clock), egress, cap, metrics, witness, clock);
        PulseLoop pulses = new PulseLoop(context.services(), rounds, clock);
        OriginDirector director = new OriginDirector(context.streams(), context.nodes(), mint, book, seating, networks,
                cap, metrics, proof.named(), pulses::hurry, System::nanoTime);
        http.publicRoutes(
                new SessionsRoute(director, replies, context.services(), networks, http.publicUrl(), metrics));
        http.publicRoutes(new SteeringRoute(director, mint, seating, networks, http.publicUrl()));
        http.publicRoutes(new NodesRoute(context.nodes(), fleet));
        http.adminRoutes(new RelaysAdmin(fleet, health, planner, seating, egress, cap));
        pulses.start();
        return new OriginSide(director, pulses, inspection);
    }

    /** Who serves the viewers of this machine's own streams. */
    public Director director() {
        return director;
    }

    @Override
    public void close() {
        pulses.close();
        inspection.close();
    }
}
