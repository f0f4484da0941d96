package dev.streamr.api;

import java.time.Duration;
import java.util.List;

/**
 * What a node says of itself in its last heartbeat. It is the node's own word: good enough to show and to steer by, not
 * to pay by.
 *
 * @param version              of its software
 * @param uptime               since its daemon started
 * @param cpu                  share of the machine's processors in use, 0 to 1; 0 when it cannot be told
 * @param uplinkBitsPerSecond  measured; 0 until measured
 * @param uploadBitsPerSecond  the most its owner gives; 0 for no cap
 * @param quotaLeftBytes       what is left of this month's quota; {@link Long#MAX_VALUE} without one
 * @param streams              what it carries
 */
public record NodeLoad(String version, Duration uptime, double cpu, long uplinkBitsPerSecond,
        long uploadBitsPerSecond, long quotaLeftBytes, List<StreamLoad> streams) {

    /** Nothing was heard yet. */
    public static final NodeLoad NONE = new NodeLoad("", Duration.ZERO, 0, 0, 0, Long.MAX_VALUE, List.of());

    /**
     * One stream on the node.
     *
     * @param viewers     now
     * @param egressBytes that reached viewers since the node's daemon started
     */
    public record StreamLoad(StreamName stream, int viewers, long egressBytes) {}

    public NodeLoad {
        streams = List.copyOf(streams);
    }

    /** Viewers of all streams. */
    public int viewers() {
        return streams.stream().mapToInt(StreamLoad::viewers).sum();
    }

    /** Bytes of all streams. */
    public long egressBytes() {
        return streams.stream().mapToLong(StreamLoad::egressBytes).sum();
    }
}
