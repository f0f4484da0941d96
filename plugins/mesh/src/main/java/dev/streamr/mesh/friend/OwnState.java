package dev.streamr.mesh.friend;

import com.sun.management.OperatingSystemMXBean;
import dev.streamr.api.JoinedOrigin.Wish;
import dev.streamr.api.LiveStream;
import dev.streamr.api.StreamRegistry;
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
    private final String version = Optional.ofNullable(OwnState.class.getPackage().getImplementationVersion())
            .orElse("development");

    /** @param port of the public listener */
    OwnState(StreamRegistry streams, CollectorRegistry metrics, MeshStrategy strategy, UploadLimits limits,
            Clock clock, IntSupplier port, boolean https) {
        this.streams = streams;
        this.metrics = metrics;
        this.strategy = strategy;
        this.limits = limits;
        this.clock = clock;
        this.port = port;
        this.https = https;
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
                strategy.addresses().stream().map(URI::toString).toList(), port.getAsInt(), https, cpu(), 0,
                limits.bitsPerSecond(), limits.quotaLeft(), carried());
    }

    private List<Heartbeat.OneStream> carried() {
        Map<String, Long> bytes = egress();
        return streams.streams().stream().limit(MOST_STREAMS).map(LiveStream::info)
                .map(info -> new Heartbeat.OneStream(info.name().value(),
                        info.viewers().values().stream().mapToInt(Integer::intValue).sum(),
                        bytes.getOrDefault(info.name().value(), 0L)))
                .toList();
    }

    /** The daemon counts bytes by stream and protocol; here they are wanted by stream. */
    private Map<String, Long> egress() {
        Map<String, Long> bytes = new HashMap<>();
        for (Collector.MetricFamilySamples family : Collections
                .list(metrics.filteredMetricFamilySamples(Set.of(EGRESS)))) {
            for (Collector.MetricFamilySamples.Sample sample : family.samples) {
                int label = sample.labelNames.indexOf("stream");
                if (label >= 0 && sample.name.equals(EGRESS)) {
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
