package dev.streamr.relay.origin.node;

import dev.streamr.api.Node;
import dev.streamr.api.NodeName;
import dev.streamr.relay.pulse.PulseAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All friends' machines that are present, as their pulses show them. Any thread; nothing blocks. */
public final class Fleet {

    /** One entry per present node, which the registry bounds at 1,000. */
    private final Map<NodeName, Relay> relays = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    /** @param nanoTime {@link System#nanoTime} */
    public Fleet(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Before and after a word on a node. */
    public record Change(Relay before, Relay after) {

        /** Whether it has just begun to be in this state. */
        public boolean to(Standing.State state) {
            return after.standing().state() == state && before.standing().state() != state;
        }

        /** Whether anything changed that decides who is served from there. */
        public boolean matters() {
            return before.standing().state() != after.standing().state() || before.willing() != after.willing()
                    || !readiness(before).equals(readiness(after));
        }

        private static Set<String> readiness(Relay relay) {
            PulseAnswer answer = relay.answer();
            return answer == null
                    ? Set.of()
                    : answer.carried().stream().filter(PulseAnswer.Carried::ready).map(PulseAnswer.Carried::stream)
                            .collect(Collectors.toSet());
        }
    }

    /** Takes in who is present; returns who is not any more. A node that came in anew under its name is another. */
    public List<Relay> present(List<Node> nodes) {
        Map<NodeName, Node> byName = nodes.stream().collect(Collectors.toMap(Node::name, node -> node));
        List<Relay> gone = relays.values().stream().filter(relay -> !same(relay, byName.get(relay.name()))).toList();
        gone.forEach(relay -> relays.remove(relay.name()));
        byName.values().forEach(node -> relays.compute(node.name(),
                (_, relay) -> relay == null ? Relay.unheard(node) : relay.with(node)));
        return gone;
    }

    /** A node answered; empty when it has left meanwhile. */
    public Optional<Change> answered(Node node, PulseAnswer answer, Duration took) {
        return change(node, relay -> relay.heard(relay.node(), answer, took, nanoTime.getAsLong()));
    }

    /**
     * A node did not answer; empty when it has left meanwhile.
     *
     * @param surely whether there can be no doubt
     * @param why    one sentence for a person
     */
    public Optional<Change> missed(Node node, boolean surely, String why) {
        return change(node, relay -> relay.missed(relay.node(), surely, why));
    }

    /** All of them, in no order. */
    public List<Relay> relays() {
        return List.copyOf(relays.values());
    }

    /** The one with this name. */
    public Optional<Relay> find(NodeName name) {
        return Optional.ofNullable(relays.get(name));
    }

    private Optional<Change> change(Node node, UnaryOperator<Relay> step) {
        Relay[] before = new Relay[1];
        Relay after = relays.computeIfPresent(node.name(), (_, relay) -> {
            if (!same(relay, node)) {
                return relay;
            }
            before[0] = relay;
            return step.apply(relay);
        });
        return after == null || before[0] == null ? Optional.empty() : Optional.of(new Change(before[0], after));
    }

    private static boolean same(Relay relay, @Nullable Node node) {
        return node != null && node.id().equals(relay.node().id());
    }
}
