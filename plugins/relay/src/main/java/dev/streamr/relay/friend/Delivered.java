package dev.streamr.relay.friend;

import dev.streamr.api.StreamName;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Bytes that went to viewers and other relays since the start. Any thread. */
final class Delivered {

    /** Streams that are told apart; what comes after is counted in the sum only. */
    private static final int MOST_STREAMS = 1_000;

    private final ConcurrentHashMap<StreamName, LongAdder> byStream = new ConcurrentHashMap<>();
    private final LongAdder sum = new LongAdder();
    private volatile long lastAt;
    private volatile boolean any;

    void add(StreamName stream, long bytes) {
        sum.add(bytes);
        LongAdder known = byStream.get(stream);
        if (known == null && byStream.size() < MOST_STREAMS) {
            known = byStream.computeIfAbsent(stream, _ -> new LongAdder());
        }
        if (known != null) {
            known.add(bytes);
        }
        lastAt = System.nanoTime();
        any = true;
    }

    /** Bytes of all streams. */
    long bytes() {
        return sum.sum();
    }

    /** Bytes of one stream. */
    long bytes(StreamName stream) {
        LongAdder known = byStream.get(stream);
        return known == null ? 0 : known.sum();
    }

    /** Whether anything was sent after this moment, as {@link System#nanoTime}. */
    boolean after(long nanos) {
        return any && lastAt - nanos > 0;
    }
}
