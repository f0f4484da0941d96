package dev.streamr.relay.origin.node;

import dev.streamr.api.Node;
import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import dev.streamr.relay.pulse.PulseAnswer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A friend's machine at one moment, as its pulses show it.
 *
 * @param node      what the registry knows of it
 * @param standing  whether it answers
 * @param reason    why it does not, one sentence; empty when it does
 * @param answer    its last answer
 * @param roundTrip of pulses, on average lately; zero when there was none
 * @param egress    bits per second that it says it sends, by stream
 * @param heardAt   when the answer came, by {@link System#nanoTime}
 */
public record Relay(Node node, Standing standing, String reason, @Nullable PulseAnswer answer, Duration roundTrip,
        Map<StreamName, Long> egress, long heardAt) {

    private static final String ACTIVE = "active";
    private static final double NEW_FIGURE = 0.3;

    public Relay {
        egress = Map.copyOf(egress);
    }

    static Relay unheard(Node node) {
        return new Relay(node, Standing.NEW, "", null, Duration.ZERO, Map.of(), 0);
    }

    /** Its name. */
    public NodeName name() {
        return node.name();
    }

    /** Whether streamer and owner let it take new viewers. */
    public boolean willing() {
        PulseAnswer last = answer;
        return node.state() == Node.State.ACTIVE && (last == null || last.wish().equals(ACTIVE));
    }

    /** What it said last of a stream. */
    public Optional<PulseAnswer.Carried> carried(StreamName stream) {
        PulseAnswer last = answer;
        return last == null
                ? Optional.empty()
                : last.carried().stream().filter(one -> one.stream().equals(stream.value())).findFirst();
    }

    /** Whether it says that a viewer of the stream gets media at once. */
    public boolean ready(StreamName stream) {
        return standing.serves() && carried(stream).filter(PulseAnswer.Carried::ready).isPresent();
    }

    /** The most its owner gives, in bits per second; {@link Long#MAX_VALUE} for no cap. */
    public long cap() {
        long cap = node.load().uploadBitsPerSecond();
        return cap > 0 ? cap : Long.MAX_VALUE;
    }

    Relay with(Node fresh) {
        return new Relay(fresh, standing, reason, answer, roundTrip, egress, heardAt);
    }

    Relay heard(Node fresh, PulseAnswer next, Duration took, long now) {
        return new Relay(fresh, standing.answered(), "", next, average(took), rates(next, now), now);
    }

    private Duration average(Duration took) {
        double nanos = roundTrip.isZero()
                ? (double) took.toNanos()
                : roundTrip.toNanos() + NEW_FIGURE * (took.toNanos() - roundTrip.toNanos());
        return Duration.ofNanos((long) nanos);
    }

    Relay missed(Node fresh, boolean surely, String why) {
        return new Relay(fresh, standing.missed(surely), why, answer, roundTrip, egress, heardAt);
    }

    private Map<StreamName, Long> rates(PulseAnswer next, long now) {
        Map<StreamName, Long> rates = new HashMap<>();
        for (PulseAnswer.Carried one : next.carried()) {
            if (StreamName.isValid(one.stream())) {
                StreamName stream = new StreamName(one.stream());
                long before = carried(stream).map(PulseAnswer.Carried::egressBytes).orElse(one.egressBytes());
                double figure = Math.max(0, one.egressBytes() - before) * 8e9 / Math.max(1, now - heardAt);
                double known = egress.getOrDefault(stream, 0L);
                rates.put(stream, (long) (heardAt == 0 ? 0 : known + NEW_FIGURE * (figure - known)));
            }
        }
        return rates;
    }
}
