package dev.streamr.daemon.ops;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The node as a whole, looked at whenever metrics are asked for: what it is, whether it is ready, its disk, its end. */
public final class NodeCollector extends Collector {

    private final String version;
    private final Supplier<List<Check>> ready;
    private final DiskSpace disk;
    private final Optional<Instant> certificateEnds;

    /**
     * @param version         of the daemon
     * @param ready           what {@code /health/ready} says
     * @param certificateEnds of the public listener, from when on no client takes it; empty without TLS
     */
    public NodeCollector(String version, Supplier<List<Check>> ready, DiskSpace disk,
            Optional<Instant> certificateEnds) {
        this.version = version;
        this.ready = ready;
        this.disk = disk;
        this.certificateEnds = certificateEnds;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<MetricFamilySamples> families = new ArrayList<>();
        families.add(new GaugeMetricFamily("streamr_build_info", "Which build runs; always 1", List.of("version"))
                .addMetric(List.of(version), 1));
        GaugeMetricFamily checks = new GaugeMetricFamily("streamr_ready",
                "Whether each thing works that must work for this node to be ready", List.of("check"));
        ready.get().forEach(check -> checks.addMetric(List.of(check.name()), check.up() ? 1 : 0));
        families.add(checks);
        disk.space().ifPresent(space -> {
            families.add(new GaugeMetricFamily("streamr_state_disk_free_bytes",
                    "Bytes that can still be written where the state is", space.free()));
            families.add(new GaugeMetricFamily("streamr_state_disk_size_bytes",
                    "Size of the disk where the state is", space.size()));
        });
        certificateEnds.ifPresent(end -> families.add(new GaugeMetricFamily(
                "streamr_http_certificate_not_after_timestamp_seconds",
                "When the certificate that the public listener shows ends", end.getEpochSecond())));
        return families;
    }
}
