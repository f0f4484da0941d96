package dev.streamr.relay.origin.session;

import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How many sessions of each stream each machine serves. Any thread. */
final class Seats {

    /** Only seats that are taken, so at most one per session. */
    private final Map<Seat, Integer> taken = new ConcurrentHashMap<>();
    private final Map<StreamName, Integer> total = new ConcurrentHashMap<>();

    /** @param machine empty: the origin */
    private record Seat(StreamName stream, Optional<NodeName> machine) {}

    void take(StreamName stream, Optional<NodeName> machine) {
        taken.merge(new Seat(stream, machine), 1, Integer::sum);
        total.merge(stream, 1, Integer::sum);
    }

    void leave(StreamName stream, Optional<NodeName> machine) {
        taken.computeIfPresent(new Seat(stream, machine), (_, count) -> count == 1 ? null : count - 1);
        total.computeIfPresent(stream, (_, count) -> count == 1 ? null : count - 1);
    }

    int of(StreamName stream, Optional<NodeName> machine) {
        return taken.getOrDefault(new Seat(stream, machine), 0);
    }

    int of(StreamName stream) {
        return total.getOrDefault(stream, 0);
    }
}
