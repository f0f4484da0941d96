package dev.streamr.mesh;

import dev.streamr.mesh.limit.LimitsConfig;
import dev.streamr.mesh.message.Heartbeat;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code mesh}.
 *
 * @param heartbeat how often the friends of this origin report themselves, 100ms to 1m; after three missing ones a node
 *                  is out
 * @param maxNodes  friends of this origin, 1 to 1000
 * @param announce  base URLs at which this machine, as a friend, may be reached; none: its public URL, else the
 *                  addresses of its network interfaces
 * @param limits    what this machine, as a friend, gives at most
 */
public record MeshConfig(Duration heartbeat, Integer maxNodes, List<URI> announce, LimitsConfig limits) {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int MOST_NODES = 1_000;

    @SuppressWarnings("NullAway") // the constructor fills in what is not given
    public MeshConfig(@Nullable Duration heartbeat, @Nullable Integer maxNodes, @Nullable List<URI> announce,
            LimitsConfig limits) {
        this.heartbeat = heartbeat == null ? Duration.ofSeconds(5) : heartbeat;
        this.maxNodes = maxNodes == null ? Integer.valueOf(200) : maxNodes;
        this.announce = announce == null ? List.of() : List.copyOf(announce);
        this.limits = limits;
        if (this.heartbeat.compareTo(SHORTEST) < 0 || this.heartbeat.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("heartbeat: must be 100ms to 1m");
        }
        if (this.maxNodes < 1 || this.maxNodes > MOST_NODES) {
            throw new IllegalArgumentException("max-nodes: must be 1 to " + MOST_NODES);
        }
        if (this.announce.size() > Heartbeat.MOST_ADDRESSES) {
            throw new IllegalArgumentException("announce: must be at most " + Heartbeat.MOST_ADDRESSES + " URLs");
        }
    }
}
