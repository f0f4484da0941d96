package dev.streamr.ingest.rtmp;

import java.time.Duration;
import java.util.Optional;

/** How long a client may stay in each phase of its life. The connection sets the phase, the watchdog reads it. */
final class Watch {

    /** How long a client may take to close after the last word. */
    private static final Duration LEAVE = Duration.ofSeconds(2);

    /** Where a connection is in its life. */
    enum Phase {
        /** TLS and RTMP handshake. */
        HANDSHAKE,
        /** Connected, neither publishing nor playing. */
        COMMAND,
        /** Sends a stream in. */
        PUBLISHING,
        /** Watches. */
        PLAYING,
        /** Had the last word; only its end is awaited. */
        LEAVING
    }

    private final RtmpLimits limits;
    private volatile Phase phase = Phase.HANDSHAKE;
    private volatile long sinceNanos = System.nanoTime();

    Watch(RtmpLimits limits) {
        this.limits = limits;
    }

    void enter(Phase next) {
        sinceNanos = System.nanoTime();
        phase = next;
    }

    boolean in(Phase asked) {
        return phase == asked;
    }

    /** The publisher sent media. */
    void active() {
        sinceNanos = System.nanoTime();
    }

    /**
     * Why the connection has to end now, if it has to.
     *
     * @param stalledNanos how long a write has made no progress
     */
    Optional<CloseReason> expired(long nowNanos, long stalledNanos) {
        if (stalledNanos > limits.writeTimeout().toNanos()) {
            return Optional.of(CloseReason.STALLED);
        }
        return switch (phase) {
            case HANDSHAKE -> after(limits.handshakeTimeout(), nowNanos, CloseReason.HANDSHAKE_TIMEOUT);
            case COMMAND -> after(limits.commandTimeout(), nowNanos, CloseReason.COMMAND_TIMEOUT);
            case PUBLISHING -> after(limits.idleTimeout(), nowNanos, CloseReason.IDLE);
            case PLAYING -> Optional.empty();
            case LEAVING -> after(LEAVE, nowNanos, CloseReason.CLIENT_LEFT);
        };
    }

    private Optional<CloseReason> after(Duration limit, long nowNanos, CloseReason reason) {
        return nowNanos - sinceNanos > limit.toNanos() ? Optional.of(reason) : Optional.empty();
    }
}
