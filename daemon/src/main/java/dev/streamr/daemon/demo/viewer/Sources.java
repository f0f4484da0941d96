package dev.streamr.daemon.demo.viewer;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The machines of one session in the order in which they are asked. The viewer's thread alone uses it. */
final class Sources {

    /** Machines that are remembered for the receipts of a session, the first ones. */
    private static final int MOST_REMEMBERED = 64;

    private final URI origin;
    private final Source atOrigin;
    private final Map<String, Source> remembered = new LinkedHashMap<>();
    private List<Source> relays = List.of();

    /** @param origin base URL of the origin */
    Sources(URI origin, Assignment assignment) {
        this.origin = origin;
        this.atOrigin = new Source("", origin.resolve(assignment.origin()));
        assign(assignment);
    }

    /** Takes the origin's newest word on who serves; what came from each machine stays counted. */
    void assign(Assignment assignment) {
        atOrigin.move(origin.resolve(assignment.origin()));
        List<Source> named = new ArrayList<>();
        for (Assignment.Relay relay : assignment.relays()) {
            Source source = remembered.get(relay.node());
            if (source == null) {
                source = new Source(relay.node(), URI.create(relay.base()));
                if (remembered.size() < MOST_REMEMBERED) {
                    remembered.put(relay.node(), source);
                }
            }
            source.move(URI.create(relay.base()));
            named.add(source);
        }
        relays = List.copyOf(named);
    }

    /** Relays that are well, the origin, then the relays that are left alone for a while. */
    List<Source> order() {
        List<Source> order = new ArrayList<>();
        relays.stream().filter(relay -> !relay.rests()).forEach(order::add);
        order.add(atOrigin);
        relays.stream().filter(Source::rests).forEach(order::add);
        return order;
    }

    Source atOrigin() {
        return atOrigin;
    }

    /** All relays that this session knew. */
    List<Source> allRelays() {
        return List.copyOf(remembered.values());
    }
}
