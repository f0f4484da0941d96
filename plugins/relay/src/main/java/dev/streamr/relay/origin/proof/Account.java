package dev.streamr.relay.origin.proof;

import dev.streamr.relay.origin.proof.Receipt.Delivered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one session has told so far. For one thread at a time. */
final class Account {

    /** Receipts a second in the long run, and at once. */
    private static final double RATE = 1;
    private static final int BURST = 5;
    /**
     * Nodes that are remembered, so that none is counted from zero twice, and those of the receipt that reaches it. What
     * comes from more is not counted.
     */
    private static final int MOST_NODES = 128;

    private final Map<String, Delivered> known = new HashMap<>();
    private final Map<String, MediaObject> proven = new HashMap<>();
    private final Budget budget;
    private long serial;
    private int stalls;
    private long asOf;
    private double allowed = BURST;
    private long allowedAsOf;

    /** @param now when the session began, by {@link System#nanoTime} */
    Account(long now) {
        this.budget = new Budget(now);
        this.asOf = now;
        this.allowedAsOf = now;
    }

    /** What a receipt adds to the ones before it. */
    record Added(long serial, Duration interval, int stalls, List<Delivered> deliveries) {

        Added {
            deliveries = List.copyOf(deliveries);
        }

        /** The machine that most of it came from, whose the stalls are; empty when nothing came. */
        String main() {
            return deliveries.stream().filter(one -> one.bytes() > 0)
                    .max((one, other) -> Long.compare(one.bytes(), other.bytes())).map(Delivered::node).orElse("");
        }
    }

    /** Counts a receipt; false when there are too many. */
    boolean allows(long now) {
        allowed = Math.min(BURST, allowed + (now - allowedAsOf) / 1e9 * RATE);
        allowedAsOf = now;
        if (allowed < 1) {
            return false;
        }
        allowed--;
        return true;
    }

    /** Whether a receipt with this serial is new. */
    boolean isNew(long candidate) {
        return candidate > serial;
    }

    /**
     * Takes a new receipt in.
     *
     * @param given names of the nodes that the session may have had anything from; others are passed over
     * @throws IllegalArgumentException naming the count that has fallen; then nothing is taken in
     */
    Added take(Receipt receipt, Set<String> given, long now) {
        if (receipt.stalls() < stalls) {
            throw new IllegalArgumentException("stalls: fewer than in the last receipt");
        }
        List<Delivered> named = receipt.relays().stream().filter(one -> given.contains(one.node()))
                .filter(one -> known.containsKey(one.node()) || known.size() < MOST_NODES).toList();
        List<Delivered> added = new ArrayList<>(named.size());
        for (Delivered one : named) {
            added.add(one.since(known.getOrDefault(one.node(), Delivered.nothing(one.node()))));
        }
        Added result = new Added(receipt.serial(), Duration.ofNanos(Math.max(0, now - asOf)),
                receipt.stalls() - stalls, added);
        named.forEach(one -> known.put(one.node(), one));
        serial = receipt.serial();
        stalls = receipt.stalls();
        asOf = now;
        return result;
    }

    /** How many of these bytes are plausible. */
    long plausible(long bytes, long bitsPerSecond, long now) {
        return budget.take(bytes, bitsPerSecond, now);
    }

    /** Notes that this object was proven; false when it, or a later one, was before. */
    boolean prove(String node, MediaObject object) {
        MediaObject before = proven.get(node);
        if (before != null && object.compareTo(before) <= 0) {
            return false;
        }
        proven.put(node, object);
        return true;
    }
}
