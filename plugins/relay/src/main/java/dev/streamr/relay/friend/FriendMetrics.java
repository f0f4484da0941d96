package dev.streamr.relay.friend;

import dev.streamr.api.StreamName;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;

/** What a friend's machine tells the outside. A stream's labels go when it is let go. Any thread. */
final class FriendMetrics {

    private final Gauge up;
    private final Gauge viewers;
    private final Counter egress;

    FriendMetrics(CollectorRegistry registry) {
        up = Gauge.build("streamr_relay_up", "Whether the origin of this relay sends its pulses.").register(registry);
        viewers = Gauge.build("streamr_relay_viewers", "Sessions that asked this relay for something lately.")
                .labelNames("stream").register(registry);
        egress = Counter.build("streamr_relay_egress_bytes_total", "Bytes that went to viewers and other relays.")
                .labelNames("stream").register(registry);
    }

    void up(boolean is) {
        up.set(is ? 1 : 0);
    }

    void viewers(StreamName stream, int count) {
        viewers.labels(stream.value()).set(count);
    }

    void egress(StreamName stream, long bytes) {
        egress.labels(stream.value()).inc((double) bytes);
    }

    void forget(StreamName stream) {
        viewers.remove(stream.value());
        egress.remove(stream.value());
    }
}
