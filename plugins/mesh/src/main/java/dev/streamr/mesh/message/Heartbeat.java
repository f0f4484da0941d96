package dev.streamr.mesh.message;

import dev.streamr.api.JoinedOrigin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a node is. Amounts are totals since its daemon started, so that a lost heartbeat loses nothing.
 *
 * @param version             of its software
 * @param uptimeMillis        since its daemon started
 * @param wish                what its owner wants: active, draining or paused
 * @param why                 why it is not active; empty otherwise
 * @param addresses           base URLs it may be reached at, best first
 * @param port                of its public listener; the origin also tries it at the address it sees
 * @param https               whether that listener speaks HTTPS
 * @param cpu                 share of the machine's processors in use, 0 to 1
 * @param uplinkBitsPerSecond measured; 0 until measured
 * @param uploadBitsPerSecond the most its owner gives; 0 for no cap
 * @param quotaLeftBytes      what is left of this month's quota; the highest number without one
 * @param streams             what it carries
 */
public record Heartbeat(String version, long uptimeMillis, JoinedOrigin.Wish wish, String why, List<String> addresses,
        int port,
        boolean https, double cpu, long uplinkBitsPerSecond, long uploadBitsPerSecond, long quotaLeftBytes,
        List<OneStream> streams) {

    /** Addresses of one node. */
    public static final int MOST_ADDRESSES = 8;

    private static final int MOST_STREAMS = 100;
    private static final int LONGEST_TEXT = 200;

    /** One stream on the node: its public name, viewers and relays that pull it now, and bytes that reached viewers. */
    public record OneStream(String name, int viewers, int children, long egressBytes) {

        /** @throws IllegalArgumentException when an amount is negative or the name is missing */
        public OneStream {
            if (name == null || viewers < 0 || children < 0 || egressBytes < 0) {
                throw new IllegalArgumentException("streams: malformed");
            }
        }
    }

    /** @throws IllegalArgumentException when something is missing or out of its bounds */
    public Heartbeat {
        if (version == null || wish == null || why == null || addresses == null || streams == null
                || version.length() > LONGEST_TEXT || why.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("heartbeat: incomplete");
        }
        if (addresses.size() > MOST_ADDRESSES || streams.size() > MOST_STREAMS || port < 0 || port > 65_535) {
            throw new IllegalArgumentException("heartbeat: too much");
        }
        if (!(cpu >= 0 && cpu <= 1) || uptimeMillis < 0 || uplinkBitsPerSecond < 0 || uploadBitsPerSecond < 0
                || quotaLeftBytes < 0) {
            throw new IllegalArgumentException("heartbeat: an amount is out of range");
        }
        addresses = List.copyOf(addresses);
        streams = List.copyOf(streams);
    }

    /**
     * What the origin says to it.
     *
     * @param state           how the origin counts the node: active, draining, paused or suspended
     * @param path            how it reaches the node: direct, relayed, down or unknown
     * @param address         the address that works; null while there is none
     * @param why             why the path is what it is
     * @param heartbeatMillis when to come again
     */
    public record Answer(String state, String path, @Nullable String address, String why, long heartbeatMillis) {}
}
