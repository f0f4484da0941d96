package dev.streamr.mesh.friend;

import com.sun.management.OperatingSystemMXBean;
import dev.streamr.api.JoinedOrigin.Wish;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Protocol;
import dev.streamr.api.Services;
import dev.streamr.api.StreamInfo;
import dev.streamr.api.StreamRegistry;
import dev.streamr.api.UplinkMeter;
import dev.streamr.mesh.limit.UploadLimits;
import dev.streamr.mesh.message.Heartbeat;
import dev.streamr.mesh.path.MeshStrategy;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/** How this machine is: what a heartbeat says. */
final class OwnState {

    private static final String EGRESS = "streamr_egress_bytes_total";
    private static final int MOST_STREAMS = 100;

    private final StreamRegistry streams;
    private final CollectorRegistry metrics;
    private final MeshStrategy strategy;
    private final UploadLimits limits;
    private final Clock clock;
    private final IntSupplier port;
    private final boolean https;
    private final Services services;
    private final String version = Optional.ofNullable(OwnState.class.getPackage().getImplementationVersion())
            .orElse("development");

    /**
     * @param port     of the public listener
     * @param services where the meter of the uplink is found
     */
    OwnState(StreamRegistry streams, CollectorRegistry metrics, MeshStrategy strategy, UploadLimits limits,
            Clock clock, IntSupplier port, boolean https, Services services) {
        this.streams = streams;
        this.metrics = metrics;
        this.strategy = strategy;
        this.limits = limits;
        this.clock = clock;
        this.port = port;
        this.https = https;
        this.services = services;
    }

    /** What the owner wants now, and why it is not to serve. */
    record Wanted(Wish wish, String why) {}

    Wanted wanted(Membership membership) {
        if (membership.pausedUntil().isAfter(clock.instant())) {
            return new Wanted(Wish.PAUSED, "its owner pauses it for a while");
        }
        if (membership.draining()) {
            return new Wanted(Wish.DRAINING, "its owner drains it");
        }
        return limits.closed().map(why -> new Wanted(Wish.PAUSED, why))
                .orElse(new Wanted(Wish.ACTIVE, ""));
    }

    Heartbeat heartbeat(Membership membership) {
        Wanted wanted = wanted(membership);
        long uptime = ManagementFactory.getRuntimeMXBean().getUptime();
        return new Heartbeat(version, uptime, wanted.wish(), wanted.why(),
                strategy.addresses().stream().map(URI::toString).toList(), port.getAsInt(), https, cpu(), uplink(),
                limits.bitsPerSecond(), limits.quotaLeft(), carried());
    }

    /** Bits per second, as others measured; 0 until then. */
    long uplink() {
        return services.find(UplinkMeter.class).map(UplinkMeter::bitsPerSecond).orElse(0L);
    }

    /** Whether this machine carries streams at all. */
    boolean relays() {
        return services.find(UplinkMeter.class).isPresent();
    }

    /** Whether nobody gets anything from this machine now, and its origin knows all it sent. */
    boolean settled() {
        return services.find(UplinkMeter.class).map(UplinkMeter::settled).orElse(true);
    }

    /** The origin's streams; what this machine publishes itself is nobody's business. */
    private List<Heartbeat.OneStream> carried() {
        Map<String, Long> bytes = egress();
        return streams.streams().stream().filter(LiveStream::relayed).limit(MOST_STREAMS).map(LiveStream::info)
                .map(info -> carried(info, bytes.getOrDefault(info.name().value(), 0L))).toList();
    }

    private static Heartbeat.OneStream carried(StreamInfo info, long bytes) {
        int children = info.viewers().getOrDefault(Protocol.RELAY, 0);
        int all = info.viewers().values().stream().mapToInt(Integer::intValue).sum();
        return new Heartbeat.OneStream(info.name().value(), all - children, children, bytes);
    }

    /** The daemon counts bytes by stream and protocol; here those that went to viewers are wanted by stream. */
    private Map<String, Long> egress() {
        Map<String, Long> bytes = new HashMap<>();
        for (Collector.MetricFamilySamples family : Collections
                .list(metrics.filteredMetricFamilySamples(Set.of(EGRESS)))) {
            for (Collector.MetricFamilySamples.Sample sample : family.samples) {
                int label = sample.labelNames.indexOf("stream");
                int protocol = sample.labelNames.indexOf("protocol");
                if (label >= 0 && protocol >= 0 && sample.name.equals(EGRESS)
                        && !sample.labelValues.get(protocol).equals(Protocol.RELAY.label())) {
                    bytes.merge(sample.labelValues.get(label), (long) sample.value, Long::sum);
                }
            }
        }
        return bytes;
    }

    private static double cpu() {
        double load = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
                ? machine.getCpuLoad()
                : 0;
        return load >= 0 && load <= 1 ? load : 0;
    }
}
