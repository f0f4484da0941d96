package dev.streamr.relay.origin;

import dev.streamr.api.BitRate;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Protocol;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.relay.origin.plan.Plan;
import dev.streamr.relay.origin.session.Seating;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What this machine itself may give to viewers ({@code relay.origin-upload}). Any thread; nothing blocks. */
final class OriginCap {

    private final Optional<BitRate> cap;
    private final StreamRegistry streams;
    private final Seating seating;
    private final Supplier<Plan> plan;

    OriginCap(Optional<BitRate> cap, StreamRegistry streams, Seating seating, Supplier<Plan> plan) {
        this.cap = cap;
        this.streams = streams;
        this.seating = seating;
        this.plan = plan;
    }

    /** Whether there is one. */
    boolean set() {
        return cap.isPresent();
    }

    /** Bits per second; 0 for no cap. */
    long bitsPerSecond() {
        return cap.map(BitRate::bitsPerSecond).orElse(0L);
    }

    /** Whether one more viewer of a stream can be served from here. */
    boolean hasRoom(StreamName stream) {
        return holds(plan.get().of(stream).bitsPerSecond());
    }

    /** Whether those who are served from here, the last one among them, can be. */
    boolean holds() {
        return holds(0);
    }

    private boolean holds(long more) {
        return cap.isEmpty() || used() + more <= bitsPerSecond();
    }

    /** Bits per second of all viewers who are served from here. */
    private long used() {
        return streams.streams().stream().filter(stream -> !stream.relayed())
                .mapToLong(stream -> viewers(stream) * plan.get().of(stream.name()).bitsPerSecond()).sum();
    }

    private int viewers(LiveStream stream) {
        Map<Protocol, Integer> counted = stream.info().viewers();
        return seating.viewersHere(stream.name()) + counted.getOrDefault(Protocol.HTTP_FLV, 0)
                + counted.getOrDefault(Protocol.RTMP, 0);
    }
}
