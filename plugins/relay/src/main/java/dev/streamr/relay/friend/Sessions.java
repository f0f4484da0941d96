package dev.streamr.relay.friend;

import dev.streamr.api.StreamName;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Tokens that were checked, and who came with them. Any thread. */
final class Sessions {

    /** Tokens that are remembered; who asked for nothing for longest is forgotten, and checked again when he comes. */
    private static final int MOST = 10_000;
    /** Who asked for something so lately is here. */
    static final Duration LATELY = Duration.ofSeconds(10);

    /** How many are here. */
    record Count(int viewers, int children) {

        static final Count NONE = new Count(0, 0);
    }

    private record Key(StreamName stream, String token) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<Key, FriendSession> known = new LinkedHashMap<>(64, 0.75f, true);
    private String origin = "";

    /** Only sessions of this origin count from now on; those of another are forgotten. */
    void origin(String key) {
        lock.lock();
        try {
            if (!key.equals(origin)) {
                origin = key;
                known.clear();
            }
        } finally {
            lock.unlock();
        }
    }

    Optional<FriendSession> find(StreamName stream, String token) {
        lock.lock();
        try {
            return Optional.ofNullable(known.get(new Key(stream, token)));
        } finally {
            lock.unlock();
        }
    }

    void add(String token, FriendSession session) {
        lock.lock();
        try {
            known.put(new Key(session.stream(), token), session);
            if (known.size() > MOST) {
                known.pollFirstEntry();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Who is here, by stream. */
    Map<StreamName, Count> counts() {
        Map<StreamName, Set<String>> viewers = new LinkedHashMap<>();
        Map<StreamName, Set<String>> children = new LinkedHashMap<>();
        lock.lock();
        try {
            for (FriendSession session : known.values()) {
                if (session.seenWithin(LATELY)) {
                    (session.isRelay() ? children : viewers)
                            .computeIfAbsent(session.stream(), _ -> new HashSet<>()).add(session.id());
                }
            }
        } finally {
            lock.unlock();
        }
        Map<StreamName, Count> counts = new LinkedHashMap<>();
        viewers.forEach((stream, ids) -> counts.put(stream,
                new Count(ids.size(), children.getOrDefault(stream, Set.of()).size())));
        children.forEach((stream, ids) -> counts.putIfAbsent(stream, new Count(0, ids.size())));
        return counts;
    }
}
