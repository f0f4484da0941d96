package dev.streamr.relay.origin;

import dev.streamr.api.Event;
import dev.streamr.api.Node;
import dev.streamr.api.NodeName;
import dev.streamr.api.NodePath;
import dev.streamr.api.PluginContext;
import dev.streamr.relay.origin.node.Fleet;
import dev.streamr.relay.origin.node.NodeHealth;
import dev.streamr.relay.origin.node.Relay;
import dev.streamr.relay.origin.node.Standing;
import dev.streamr.relay.origin.plan.Planner;
import dev.streamr.relay.origin.pulse.Orders;
import dev.streamr.relay.origin.pulse.PulseRounds;
import dev.streamr.relay.origin.pulse.PulseWitness;
import dev.streamr.relay.origin.session.Seating;
import dev.streamr.relay.origin.session.SessionBook;
import dev.streamr.relay.pulse.Pulse;
import dev.streamr.relay.pulse.PulseAnswer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is decided every second, and whenever a friend's machine says something that matters. Any thread. */
final class Rounds implements PulseRounds {

    private static final System.Logger LOG = System.getLogger(Rounds.class.getName());
    /** Complaints of one child about one parent that count, per pulse. */
    private static final long MOST_COMPLAINTS = 2;

    private final PluginContext context;
    private final Fleet fleet;
    private final NodeHealth health;
    private final Planner planner;
    private final SessionBook book;
    private final Seating seating;
    private final Orders orders;
    private final Egress egress;
    private final OriginCap cap;
    private final DirectorMetrics metrics;
    private final Move move;
    private final PulseWitness witness;
    private final InstantSource clock;

    Rounds(PluginContext context, Fleet fleet, NodeHealth health, Planner planner, SessionBook book, Seating seating,
            Orders orders, Egress egress, OriginCap cap, DirectorMetrics metrics, PulseWitness witness,
            InstantSource clock) {
        this.context = context;
        this.fleet = fleet;
        this.health = health;
        this.planner = planner;
        this.book = book;
        this.seating = seating;
        this.orders = orders;
        this.egress = egress;
        this.cap = cap;
        this.metrics = metrics;
        this.move = new Move(context.events(), metrics, clock);
        this.witness = witness;
        this.clock = clock;
    }

    @Override
    public List<Node> begin() {
        List<Node> known = context.nodes().nodes();
        List<Node> nodes = known.stream().filter(Rounds::reachable).toList();
        List<Relay> gone = fleet.present(nodes);
        List<Relay> relays = fleet.relays();
        // Who is away for a moment is no other when it is back: what it was caught with stands until it is suspended.
        health.keep(known.stream().filter(node -> node.state() != Node.State.SUSPENDED).map(Node::name)
                .collect(Collectors.toSet()));
        relays.forEach(relay -> health.second(relay.name(), viewers(relay.name())));
        book.sweep();
        planner.refresh();
        for (Relay relay : gone) {
            move.tell(relay.name(), seating.clear(relay.name()), Move.Reason.GONE);
            metrics.forget(relay.name());
        }
        relays.forEach(this::look);
        egress.second(relays);
        show(relays);
        return nodes;
    }

    /** A node that must not serve, or has too much, loses viewers. */
    private void look(Relay relay) {
        NodeName name = relay.name();
        if (viewers(name) == 0) {
            return;
        }
        if (!health.of(name).caught().isEmpty()) {
            move.tell(name, seating.clear(name), Move.Reason.CAUGHT);
        } else if (!relay.willing()) {
            move.tell(name, seating.clear(name), Move.Reason.DRAINING);
        } else if (relay.standing().serves()) {
            move.tell(name, seating.relieve(name, cap::hasRoom), Move.Reason.OVERLOADED);
        }
    }

    private void show(List<Relay> relays) {
        Map<RelayState, Long> counts = relays.stream()
                .collect(Collectors.groupingBy(RelayState::of, Collectors.counting()));
        metrics.nodes(counts);
        for (Relay relay : relays) {
            metrics.node(relay.name(), RelayState.of(relay), viewers(relay.name()), health.of(relay.name()));
        }
    }

    private int viewers(NodeName node) {
        return planner.plan().streams().keySet().stream().mapToInt(stream -> seating.viewers(stream, node)).sum();
    }

    private static boolean reachable(Node node) {
        return node.state().present() && node.path().kind() == NodePath.Kind.DIRECT
                && node.path().address().isPresent();
    }

    @Override
    public List<Pulse.Order> orders(Node node) {
        return orders.of(node, planner.links(node.name()));
    }

    @Override
    public long uplinkBitsPerSecond(Node node) {
        return health.of(node.name()).uplinkBitsPerSecond();
    }

    @Override
    public void answered(Node node, PulseAnswer answer, Duration took) {
        fleet.answered(node, answer, took).ifPresent(change -> {
            complaints(change);
            if (change.matters()) {
                planner.refresh();
                look(change.after());
            }
            if (change.to(Standing.State.GOOD)) {
                LOG.log(System.Logger.Level.INFO, "node {0} answers pulses", node.name());
            }
            witness.answered(node, answer);
        });
    }

    @Override
    public void missed(Node node, boolean surely, String why) {
        fleet.missed(node, surely, why).ifPresent(change -> {
            if (change.matters()) {
                planner.refresh();
            }
            if (change.to(Standing.State.FAILING) && change.before().answer() == null) {
                LOG.log(System.Logger.Level.INFO, "node {0} carries nothing yet: {1}", node.name(), why);
            } else if (change.to(Standing.State.FAILING)) {
                LOG.log(System.Logger.Level.WARNING, "node {0} fails: {1}", node.name(), why);
                context.events().publish(new Event.NodeFailed(clock.instant(), node.name(), why));
                move.tell(node.name(), seating.clear(node.name()), Move.Reason.FAILED);
            }
        });
    }

    /** What a node says of its parents, as far as it is new. */
    private void complaints(Fleet.Change change) {
        PulseAnswer after = change.after().answer();
        PulseAnswer before = change.before().answer();
        if (after == null || before == null) {
            return;
        }
        String child = change.after().node().id();
        Set<NodeName> parents = new HashSet<>();
        planner.links(change.after().name()).values().forEach(link -> {
            link.parent().ifPresent(parents::add);
            link.alternate().ifPresent(parents::add);
        });
        for (NodeName parent : parents) {
            repeat(more(before.late(), after.late(), parent), () -> health.late(parent, child));
            repeat(more(before.wrong(), after.wrong(), parent), () -> health.wrong(parent, child));
            repeat(more(before.failed(), after.failed(), parent), () -> health.failed(parent, child));
        }
    }

    private static long more(Map<String, Long> before, Map<String, Long> after, NodeName parent) {
        return after.getOrDefault(parent.value(), 0L) - before.getOrDefault(parent.value(), 0L);
    }

    private static void repeat(long times, Runnable word) {
        for (long i = 0; i < Math.min(MOST_COMPLAINTS, times); i++) {
            word.run();
        }
    }
}
