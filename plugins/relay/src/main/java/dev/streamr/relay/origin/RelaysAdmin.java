package dev.streamr.relay.origin;

import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import dev.streamr.relay.origin.RelaysView.EgressView;
import dev.streamr.relay.origin.RelaysView.OriginView;
import dev.streamr.relay.origin.RelaysView.RelayView;
import dev.streamr.relay.origin.RelaysView.StreamView;
import dev.streamr.relay.origin.RelaysView.ViewersView;
import dev.streamr.relay.origin.node.Fleet;
import dev.streamr.relay.origin.node.Measured;
import dev.streamr.relay.origin.node.NodeHealth;
import dev.streamr.relay.origin.node.Relay;
import dev.streamr.relay.origin.plan.Link;
import dev.streamr.relay.origin.plan.Plan;
import dev.streamr.relay.origin.plan.Plan.StreamPlan;
import dev.streamr.relay.origin.plan.Planner;
import dev.streamr.relay.origin.session.Seating;
import dev.streamr.relay.pulse.PulseAnswer.Carried;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code GET /admin/v1/relays}: who serves whom, for {@code streamr status} and {@code streamr demo}. */
final class RelaysAdmin implements HttpService {

    private static final double MICROS_PER_MILLI = 1e3;

    private final Fleet fleet;
    private final NodeHealth health;
    private final Planner planner;
    private final Seating seating;
    private final Egress egress;
    private final OriginCap cap;

    RelaysAdmin(Fleet fleet, NodeHealth health, Planner planner, Seating seating, Egress egress, OriginCap cap) {
        this.fleet = fleet;
        this.health = health;
        this.planner = planner;
        this.seating = seating;
        this.egress = egress;
        this.cap = cap;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/relays", (_, response) -> Json.send(response, Status.OK_200, Json.JSON, view()));
    }

    RelaysView view() {
        Plan plan = planner.plan();
        return new RelaysView(
                plan.streams().keySet().stream().sorted().map(name -> stream(name, plan.of(name))).toList(),
                new OriginView(egress.originBitsPerSecond(), cap.bitsPerSecond()));
    }

    private StreamView stream(StreamName name, StreamPlan plan) {
        List<Relay> relays = fleet.relays().stream().sorted(Comparator.comparing(Relay::name)).toList();
        Map<String, Integer> viewers = new TreeMap<>();
        relays.stream().filter(relay -> seating.viewers(name, relay.name()) > 0)
                .forEach(relay -> viewers.put(relay.name().value(), seating.viewers(name, relay.name())));
        Egress.Totals totals = egress.of(name);
        return new StreamView(name.value(), new ViewersView(seating.viewersHere(name), viewers),
                new EgressView(totals.originBytes(), totals.relayBytes()), totals.offload(),
                relays.stream().flatMap(relay -> relay(relay, name, plan).stream()).toList());
    }

    /** Those who carry it by plan, and those who still do. */
    private Optional<RelayView> relay(Relay relay, StreamName stream, StreamPlan plan) {
        return Optional.ofNullable(planner.links(relay.name()).get(stream)).map(link -> {
            Measured measured = health.of(relay.name());
            Optional<Carried> carried = relay.carried(stream);
            return new RelayView(relay.name().value(), text(link.parent()), text(link.alternate()), link.hop(),
                    state(relay, stream, plan, link), seating.viewers(stream, relay.name()),
                    plan.children(relay.name()), carried.map(Carried::egressBytes).orElse(0L),
                    relay.egress().getOrDefault(stream, 0L), measured.uplinkBitsPerSecond(),
                    plan.serving(relay.name()).map(seating::free).orElse(0L),
                    measured.firstByteMicros() / MICROS_PER_MILLI,
                    carried.map(Carried::hopMicros).orElse(0L) / MICROS_PER_MILLI, measured.late(), measured.wrong());
        });
    }

    private static String state(Relay relay, StreamName stream, StreamPlan plan, Link link) {
        RelayState state = RelayState.of(relay, stream);
        boolean leaving = !link.equals(plan.tree().get(relay.name())) && state == RelayState.READY;
        return (leaving ? RelayState.DRAINING : state).label();
    }

    private static String text(Optional<NodeName> node) {
        return node.map(NodeName::value).orElse("");
    }
}
