package dev.streamr.ingest.rtmp;

import java.time.Duration;

/**
 * What one client may ask for.
 *
 * @param maxMessageBytes        the longest message; twice as much may be unfinished at a time
 * @param maxChunkBytes          the largest chunk size a client may set
 * @param connections            connections on this node
 * @param connectionsPerAddress  connections from one IPv4 address or IPv6 /64
 * @param handshakeTimeout       from accepting to the end of the handshake, TLS included
 * @param commandTimeout         from there to publishing or playing
 * @param idleTimeout            how long a publisher may send no media
 * @param writeTimeout           how long a client may take no bytes while some wait for it
 */
public record RtmpLimits(int maxMessageBytes, int maxChunkBytes, int connections, int connectionsPerAddress,
        Duration handshakeTimeout, Duration commandTimeout, Duration idleTimeout, Duration writeTimeout) {

    /** What applies when nothing is configured. */
    public static final RtmpLimits DEFAULTS = new RtmpLimits(16 * 1024 * 1024, 65_536, 4_000, 100,
            Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(10));
}
