package dev.streamr.relay.pull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The machines that have a stream's bytes, best first. One that was late or wrong stands behind all others for a while.
 * Any thread.
 */
final class Parents {

    /** How long a parent that was late, or failed, stands behind the others. */
    static final Duration LATE = Duration.ofSeconds(10);
    /** How long a parent that sent wrong bytes stands behind the others. */
    static final Duration WRONG = Duration.ofMinutes(5);

    /**
     * A machine that has the bytes.
     *
     * @param node its name; empty for the origin
     * @param base what names of media are relative to; ends with a slash
     */
    record Parent(String node, String base) {

        boolean isOrigin() {
            return node.isEmpty();
        }

        /** Never the address: it holds a token. */
        @Override
        public String toString() {
            return isOrigin() ? "the origin" : node;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    /** Until when a parent stands behind, as {@link System#nanoTime}; parents of the present order only. */
    private final Map<String, Long> behind = new HashMap<>();
    private List<Parent> ordered = List.of();

    /** The origin has chosen these, best first. */
    void order(List<Parent> parents) {
        lock.lock();
        try {
            ordered = List.copyOf(parents);
            behind.keySet().retainAll(parents.stream().map(Parent::node).toList());
        } finally {
            lock.unlock();
        }
    }

    /** All of them, in the order in which they are to be asked. */
    List<Parent> list() {
        long now = System.nanoTime();
        lock.lock();
        try {
            behind.values().removeIf(until -> until - now <= 0);
            List<Parent> list = new ArrayList<>(ordered);
            list.sort(Comparator.comparing(parent -> behind.containsKey(parent.node())));
            return list;
        } finally {
            lock.unlock();
        }
    }

    /** Puts a parent behind the others. */
    void punish(Parent parent, Duration time) {
        lock.lock();
        try {
            if (ordered.stream().anyMatch(known -> known.node().equals(parent.node()))) {
                behind.merge(parent.node(), System.nanoTime() + time.toNanos(), (a, b) -> b - a > 0 ? b : a);
            }
        } finally {
            lock.unlock();
        }
    }
}
