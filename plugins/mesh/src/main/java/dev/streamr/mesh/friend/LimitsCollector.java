package dev.streamr.mesh.friend;

import dev.streamr.mesh.limit.UploadLimits;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What this machine is to others and what it gives, looked at whenever metrics are asked for. */
final class LimitsCollector extends Collector {

    private static final int BITS = 8;

    private final BooleanSupplier member;
    private final UploadLimits limits;

    /** @param member whether this machine is somebody's friend */
    LimitsCollector(BooleanSupplier member, UploadLimits limits) {
        this.member = member;
        this.limits = limits;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily cap = family("streamr_mesh_upload_limit_bytes_per_second",
                "The most that this machine gives as a friend; absent without a cap");
        if (limits.bitsPerSecond() > 0) {
            cap.addMetric(List.of(), (double) limits.bitsPerSecond() / BITS);
        }
        GaugeMetricFamily quota = family("streamr_mesh_quota_bytes",
                "Bytes that this machine gives in a calendar month; absent without a quota");
        GaugeMetricFamily left = family("streamr_mesh_quota_left_bytes",
                "What is left of this month's quota; absent without one");
        limits.quota().ifPresent(bytes -> {
            quota.addMetric(List.of(), (double) bytes);
            left.addMetric(List.of(), (double) limits.quotaLeft());
        });
        return List.of(new GaugeMetricFamily("streamr_mesh_member", "Whether this machine is somebody's friend",
                member.getAsBoolean() ? 1 : 0), cap, quota, left);
    }

    private static GaugeMetricFamily family(String name, String help) {
        return new GaugeMetricFamily(name, help, List.of());
    }
}
