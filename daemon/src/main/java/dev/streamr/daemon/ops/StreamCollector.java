package dev.streamr.daemon.ops;

import dev.streamr.api.LiveStream;
import dev.streamr.api.StreamInfo;
import dev.streamr.api.StreamInfo.State;
import dev.streamr.api.StreamRegistry;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;

/** What comes in, looked at whenever metrics are asked for: by stream, as long as it is live. */
public final class StreamCollector extends Collector {

    private static final int BITS = 8;

    private final StreamRegistry registry;

    public StreamCollector(StreamRegistry registry) {
        this.registry = registry;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily bytes = family("streamr_stream_bytes_per_second", "What comes in, on average lately",
                "stream");
        GaugeMetricFamily frames = family("streamr_stream_frames_per_second",
                "Frames of video that come in, on average lately", "stream");
        GaugeMetricFamily interval = family("streamr_stream_keyframe_interval_seconds",
                "Time between two keyframes, the last that was seen", "stream");
        GaugeMetricFamily warnings = family("streamr_stream_warning", "What the streamer should mend; 1 while it is so",
                "stream", "code");
        for (LiveStream stream : registry.streams()) {
            StreamInfo info = stream.info();
            if (info.state() == State.LIVE) {
                String name = info.name().value();
                bytes.addMetric(List.of(name), (double) (info.videoBitsPerSecond() + info.audioBitsPerSecond()) / BITS);
                frames.addMetric(List.of(name), info.framesPerSecond());
                interval.addMetric(List.of(name), info.keyframeIntervalMicros() / 1e6);
                info.warnings().forEach(warning -> warnings.addMetric(List.of(name, warning.code()), 1));
            }
        }
        return List.of(bytes, frames, interval, warnings);
    }

    private static GaugeMetricFamily family(String name, String help, String... labels) {
        return new GaugeMetricFamily(name, help, List.of(labels));
    }
}
