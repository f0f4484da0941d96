package dev.streamr.daemon.ops;

import dev.streamr.daemon.plugin.PluginStatus;
import java.util.List;
import java.util.Map;

/**
 * The node at one moment, as {@code GET /admin/v1/status} and {@code streamr status --json} show it.
 *
 * @param version       of the daemon
 * @param state         {@code ready}, {@code degraded} (something does not work) or {@code stopping}
 * @param pid           its process
 * @param startedAt     RFC 3339
 * @param uptimeSeconds since then
 * @param stateDir      where its state is
 * @param database      {@code sqlite} or {@code postgresql}
 * @param httpPort      port of the public listener
 * @param opsPort       port of the ops listener
 * @param viewers       of all streams
 * @param checks        what must work
 * @param plugins       in start order
 * @param streams       by name
 * @param restartPending  whether it restarts as soon as no stream is published here
 * @param restartWaitsFor those streams
 */
public record NodeStatus(String version, String state, long pid, String startedAt, long uptimeSeconds, String stateDir,
        String database, int httpPort, int opsPort, int viewers, List<Check> checks, List<PluginStatus> plugins,
        List<StreamLine> streams, boolean restartPending, List<String> restartWaitsFor) {

    /**
     * One stream.
     *
     * @param state    {@code live}, {@code interrupted} or {@code ended}
     * @param since    RFC 3339
     * @param codecs   RFC 6381, video first
     * @param width    in pixels; 0 without video
     * @param height   in pixels; 0 without video
     * @param viewers  by protocol
     * @param warnings what the streamer should mend
     */
    public record StreamLine(String name, String state, String since, List<String> codecs, int width, int height,
            double framesPerSecond, long bitsPerSecond, double keyframeIntervalSeconds, Map<String, Integer> viewers,
            List<Warning> warnings) {}

    /** What the streamer should mend. */
    public record Warning(String code, String detail) {}
}
