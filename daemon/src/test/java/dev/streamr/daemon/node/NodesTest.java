package dev.streamr.daemon.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.streamr.api.Event;
import dev.streamr.api.EventBus;
import dev.streamr.api.Node;
import dev.streamr.api.NodeLoad;
import dev.streamr.api.NodeName;
import dev.streamr.api.NodePath;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class NodesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final NodeName ALICE = new NodeName("alice");

    private final List<Event> told = new ArrayList<>();
    private final Nodes nodes = new Nodes(new Bus(told), Clock.fixed(NOW, ZoneOffset.UTC));

    private record Bus(List<Event> told) implements EventBus {
        @Override
        public void publish(Event event) {
            told.add(event);
        }

        @Override
        public Subscription subscribe(Consumer<Event> listener) {
            return () -> {};
        }
    }

    private static Node alice(Node.State state) {
        return new Node("0".repeat(32), ALICE, state, Optional.empty(), List.of(), NodePath.unknown("not tried"),
                NodeLoad.NONE);
    }

    @Test
    void comingAndGoingIsToldOnceEach() {
        nodes.update(alice(Node.State.OUT));
        nodes.update(alice(Node.State.ACTIVE));
        nodes.update(alice(Node.State.DRAINING));
        nodes.update(alice(Node.State.OUT));
        nodes.update(alice(Node.State.ACTIVE));
        assertEquals(Node.State.ACTIVE, nodes.find(ALICE).orElseThrow().state());
        nodes.remove(ALICE);
        nodes.remove(ALICE);
        assertEquals(List.of(), nodes.nodes());
        assertEquals(List.of(new Event.NodeJoined(NOW, ALICE),
                new Event.NodeLeft(NOW, ALICE, Optional.of(Node.State.OUT)), new Event.NodeJoined(NOW, ALICE),
                new Event.NodeLeft(NOW, ALICE, Optional.empty())), told);
    }
}
