package dev.streamr.relay.origin.plan;

import dev.streamr.api.LiveStream;
import dev.streamr.api.Node;
import dev.streamr.api.NodeName;
import dev.streamr.api.NodePath;
import dev.streamr.api.StreamInfo;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.relay.origin.node.Capacity;
import dev.streamr.relay.origin.node.Fleet;
import dev.streamr.relay.origin.node.Measured;
import dev.streamr.relay.origin.node.NodeHealth;
import dev.streamr.relay.origin.node.Relay;
import dev.streamr.relay.origin.node.Standing;
import dev.streamr.relay.origin.plan.Plan.StreamPlan;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Plans anew every second, and at once when a node fails. Any thread, one at a time. */
public final class Planner {

    /** One to serve and one to take its place. */
    private static final int LEAST_WHEN_WATCHED = 2;

    private final StreamRegistry streams;
    private final Fleet fleet;
    private final NodeHealth health;
    private final Audience audience;
    private final Demand demand;
    private final Leftovers leftovers = new Leftovers();
    private final int fanout;
    private final int warm;
    private final LongSupplier nanoTime;
    private final PlanBoard board;

    /**
     * @param fanout   most children of the origin, per stream
     * @param warm     nodes that carry a stream that nobody watches
     * @param nanoTime {@link System#nanoTime}
     * @param board    where plans are put up
     */
    public Planner(StreamRegistry streams, Fleet fleet, NodeHealth health, Audience audience, int fanout, int warm,
            LongSupplier nanoTime, PlanBoard board) {
        this.streams = streams;
        this.fleet = fleet;
        this.health = health;
        this.audience = audience;
        this.demand = new Demand(audience);
        this.fanout = fanout;
        this.warm = warm;
        this.nanoTime = nanoTime;
        this.board = board;
    }

    /** The plan of now. */
    public Plan plan() {
        return board.get();
    }

    /** Plans anew. */
    public synchronized Plan refresh() {
        List<Relay> relays = fleet.relays();
        Plan before = board.get();
        List<LiveStream> own = streams.streams().stream().filter(stream -> !stream.relayed())
                .sorted(Comparator.comparing(LiveStream::name)).toList();
        Map<StreamName, Long> bits = new LinkedHashMap<>();
        own.forEach(stream -> bits.put(stream.name(), Demand.bits(stream.info())));
        Loads loads = new Loads(bits, audience);
        Map<StreamName, Map<NodeName, Link>> trees = new LinkedHashMap<>();
        for (LiveStream stream : own) {
            Map<NodeName, Link> stood = before.of(stream.name()).tree();
            Map<NodeName, Link> tree = tree(stream, relays, stood, loads);
            loads.feed(stream.name(), tree);
            leftovers.update(stream.name(), stood, tree, nanoTime.getAsLong());
            trees.put(stream.name(), tree);
        }
        demand.keep(bits.keySet());
        leftovers.keep(bits.keySet());
        Map<StreamName, StreamPlan> plans = new HashMap<>();
        trees.forEach((stream, tree) -> plans.put(stream, new StreamPlan(bits.getOrDefault(stream, 0L), tree,
                serving(stream, tree, relays, loads))));
        Plan fresh = new Plan(plans);
        board.put(fresh);
        return fresh;
    }

    /** What a node is to carry, and from where, by stream: the plan, and what it goes on with for a while. */
    public synchronized Map<StreamName, Link> links(NodeName node) {
        Map<StreamName, Link> links = new LinkedHashMap<>();
        Plan plan = board.get();
        plan.streams().keySet().stream().sorted().forEach(stream -> {
            Link link = plan.of(stream).tree().get(node);
            Link left = link == null ? leftovers.of(stream).get(node) : link;
            if (left != null) {
                links.put(stream, left);
            }
        });
        return links;
    }

    private Map<NodeName, Link> tree(LiveStream stream, List<Relay> relays, Map<NodeName, Link> stood, Loads loads) {
        StreamName name = stream.name();
        int viewers = demand.viewers(stream, relays);
        boolean wanted = demand.wanted(name, viewers, nanoTime.getAsLong());
        boolean over = stream.info().state() == StreamInfo.State.ENDED && viewers == 0;
        int least = over ? 0 : wanted ? Math.max(LEAST_WHEN_WATCHED, warm) : warm;
        if (least == 0) {
            return Map.of();
        }
        List<Member> usable = relays.stream().filter(relay -> carries(relay, name))
                .map(relay -> new Member(relay.name(), Math.max(0, capacity(relay) - loads.others(relay.name(), name)),
                        audience.viewers(name, relay.name())))
                .filter(member -> member.viewers() > 0 || member.bitsPerSecond() >= loads.bits(name))
                .toList();
        long bits = loads.bits(name);
        return Tree.form(Crew.choose(usable, stood.keySet(), viewers * bits, least), stood, fanout, bits);
    }

    private boolean carries(Relay relay, StreamName stream) {
        Node node = relay.node();
        return relay.willing() && relay.standing().state() != Standing.State.FAILING
                && node.path().kind() == NodePath.Kind.DIRECT && node.path().address().isPresent()
                && node.stream().map(stream::equals).orElse(true) && health.of(relay.name()).caught().isEmpty();
    }

    private long capacity(Relay relay) {
        return Capacity.bitsPerSecond(relay, health.of(relay.name()));
    }

    private Map<NodeName, Candidate> serving(StreamName stream, Map<NodeName, Link> tree, List<Relay> relays,
            Loads loads) {
        Map<NodeName, Candidate> serving = new HashMap<>();
        for (Relay relay : relays) {
            if (tree.containsKey(relay.name()) && relay.ready(stream)) {
                Measured measured = health.of(relay.name());
                long forViewers = Math.max(0, Capacity.bitsPerSecond(relay, measured) - loads.fed(relay.name()));
                serving.put(relay.name(), new Candidate(relay, measured, forViewers, loads.reported(relay),
                        relay.standing().state() == Standing.State.GOOD));
            }
        }
        return serving;
    }
}
