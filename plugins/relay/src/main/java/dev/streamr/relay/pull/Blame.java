package dev.streamr.relay.pull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** What parents did wrong since the start, by their names, for the origin. Any thread. */
public final class Blame {

    /** What went wrong with a request. */
    public enum Kind {
        /** The answer was late. */
        LATE,
        /** The bytes were not the origin's. */
        WRONG,
        /** There was no answer. */
        FAILED
    }

    /** Parents that are remembered, of each kind; who was not blamed for longest is forgotten. */
    private static final int MOST_PARENTS = 500;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Kind, LinkedHashMap<String, Long>> counts = new LinkedHashMap<>();

    void add(Kind kind, Parents.Parent parent) {
        lock.lock();
        try {
            LinkedHashMap<String, Long> ofKind = counts.computeIfAbsent(kind, _ -> new LinkedHashMap<>());
            long before = ofKind.getOrDefault(parent.node(), 0L);
            ofKind.remove(parent.node());
            if (ofKind.size() >= MOST_PARENTS) {
                ofKind.remove(ofKind.firstEntry().getKey());
            }
            ofKind.put(parent.node(), before + 1);
        } finally {
            lock.unlock();
        }
    }

    /** Requests by name of the parent; the origin's name is empty. */
    public Map<String, Long> counts(Kind kind) {
        lock.lock();
        try {
            return Map.copyOf(counts.getOrDefault(kind, new LinkedHashMap<>()));
        } finally {
            lock.unlock();
        }
    }
}
