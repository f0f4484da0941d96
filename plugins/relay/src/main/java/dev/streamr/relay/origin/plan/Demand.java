package dev.streamr.relay.origin.plan;

import dev.streamr.api.LiveStream;
import dev.streamr.api.Protocol;
import dev.streamr.api.StreamInfo;
import dev.streamr.api.StreamName;
import dev.streamr.relay.origin.node.Relay;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** How much of a stream is wanted. For one thread. */
final class Demand {

    /** Headers, playlists and TCP on top of the media. */
    private static final double OVERHEAD = 1.04;
    private static final long LEAST_BITS = 64_000;
    /** Somebody who reloads a page comes back. */
    private static final long LINGER_NANOS = 30_000_000_000L;

    private final Audience audience;
    /** When each stream was wanted last; only streams that exist, which the registry bounds. */
    private final Map<StreamName, Long> wanted = new HashMap<>();

    Demand(Audience audience) {
        this.audience = audience;
    }

    /** Bits per second of one viewer. */
    static long bits(StreamInfo info) {
        long measured = info.videoBitsPerSecond() + info.audioBitsPerSecond();
        return measured == 0
                ? Plan.StreamPlan.EMPTY.bitsPerSecond()
                : Math.max(LEAST_BITS, (long) (OVERHEAD * measured));
    }

    /** Viewers of all kinds, here and on relays. */
    int viewers(LiveStream stream, Collection<Relay> relays) {
        Map<Protocol, Integer> here = stream.info().viewers();
        int counted = here.getOrDefault(Protocol.HLS, 0) + here.getOrDefault(Protocol.HTTP_FLV, 0)
                + relays.stream().flatMap(relay -> relay.carried(stream.name()).stream())
                        .mapToInt(carried -> carried.viewers()).sum();
        return Math.max(audience.viewers(stream.name()), counted);
    }

    /** Whether anybody watches, or has just watched. */
    boolean wanted(StreamName stream, int viewers, long now) {
        if (viewers > 0) {
            wanted.put(stream, now);
        }
        Long last = wanted.get(stream);
        return last != null && now - last < LINGER_NANOS;
    }

    void keep(Set<StreamName> streams) {
        wanted.keySet().retainAll(streams);
    }
}
