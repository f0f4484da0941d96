package dev.streamr.ingest;

import dev.streamr.api.DataSize;
import dev.streamr.ingest.rtmp.RtmpLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code ingest.limits}: what RTMP clients may ask for.
 *
 * @param message               the longest message, 64KiB to 64MiB
 * @param chunk                 the largest chunk size a client may set, 4KiB to 16MiB
 * @param connections           connections on this node
 * @param connectionsPerAddress connections from one IPv4 address or IPv6 /64
 * @param handshake             time for the handshake
 * @param command               time from there to publishing or playing
 * @param idle                  how long a publisher may send no media
 * @param write                 how long a client may take no data while some waits for it
 */
public record LimitsConfig(DataSize message, DataSize chunk, Integer connections, Integer connectionsPerAddress,
        Duration handshake, Duration command, Duration idle, Duration write) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @SuppressWarnings("NullAway") // the constructor fills in what is not given
    public LimitsConfig(@Nullable DataSize message, @Nullable DataSize chunk, @Nullable Integer connections,
            @Nullable Integer connectionsPerAddress, @Nullable Duration handshake, @Nullable Duration command,
            @Nullable Duration idle, @Nullable Duration write) {
        RtmpLimits defaults = RtmpLimits.DEFAULTS;
        this.message = message == null ? DataSize.ofBytes(defaults.maxMessageBytes()) : message;
        this.chunk = chunk == null ? DataSize.ofBytes(defaults.maxChunkBytes()) : chunk;
        this.connections = connections == null ? Integer.valueOf(defaults.connections()) : connections;
        this.connectionsPerAddress = connectionsPerAddress == null
                ? Integer.valueOf(defaults.connectionsPerAddress())
                : connectionsPerAddress;
        this.handshake = handshake == null ? defaults.handshakeTimeout() : handshake;
        this.command = command == null ? defaults.commandTimeout() : command;
        this.idle = idle == null ? defaults.idleTimeout() : idle;
        this.write = write == null ? defaults.writeTimeout() : write;
        sizes("message", this.message, DataSize.ofKibibytes(64), DataSize.ofMebibytes(64));
        sizes("chunk", this.chunk, DataSize.ofKibibytes(4), DataSize.ofMebibytes(16));
        positive("connections", this.connections);
        positive("connections-per-address", this.connectionsPerAddress);
        times("handshake", this.handshake);
        times("command", this.command);
        times("idle", this.idle);
        times("write", this.write);
    }

    /** The same for the RTMP server. */
    RtmpLimits toLimits() {
        return new RtmpLimits((int) message.bytes(), (int) chunk.bytes(), connections, connectionsPerAddress, handshake,
                command, idle, write);
    }

    private static void sizes(String key, DataSize value, DataSize least, DataSize most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(key + ": must be " + least + " to " + most);
        }
    }

    private static void positive(String key, int value) {
        if (value < 1 || value > 1_000_000) {
            throw new IllegalArgumentException(key + ": must be 1 to 1000000");
        }
    }

    private static void times(String key, Duration value) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(key + ": must be 1s to 10m");
        }
    }
}
