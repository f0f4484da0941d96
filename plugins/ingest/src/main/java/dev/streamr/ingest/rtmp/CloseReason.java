package dev.streamr.ingest.rtmp;

/** Why a connection ended: what the log line says and the {@code reason} label of the metrics. */
public enum CloseReason {
    /** The client said goodbye or closed its socket. */
    CLIENT_LEFT("client-left", "client went away"),
    /** The publisher said that the stream is over. */
    FINISHED("finished", "publisher finished"),
    /** Another connection publishes the stream now. */
    TAKEN_OVER("taken-over", "taken over by another publisher"),
    /** The stream's key was changed or the stream removed. */
    REVOKED("revoked", "publish key no longer valid"),
    /** The key opens no stream. */
    BAD_KEY("bad-key", "wrong publish key"),
    /** The publisher may not start now: a bound of the node is reached or its store is broken. */
    REFUSED("refused", "publishing refused"),
    /** The client asked for an application other than live. */
    WRONG_APPLICATION("wrong-application", "no such application"),
    /** There is no such stream to play. */
    NOT_FOUND("not-found", "no such stream to play"),
    /** The stream that was played is over. */
    STREAM_ENDED("stream-ended", "stream ended"),
    /** The publisher sent no media for too long. */
    IDLE("idle", "publisher sent no media"),
    /** No complete handshake in time. */
    HANDSHAKE_TIMEOUT("handshake-timeout", "handshake took too long"),
    /** Neither publish nor play in time. */
    COMMAND_TIMEOUT("command-timeout", "neither published nor played in time"),
    /** The client took no bytes for too long. */
    STALLED("stalled", "client took no data"),
    /** What came is not RTMP. */
    MALFORMED("malformed", "malformed input"),
    /** The client asked for more than a bound allows. */
    LIMIT("limit", "limit exceeded"),
    /** Too many connections on this node. */
    TOO_MANY("too-many-connections", "too many connections"),
    /** Too many connections from one address. */
    TOO_MANY_FROM_ADDRESS("too-many-from-address", "too many connections from one address"),
    /** This node stops. */
    SHUTDOWN("shutdown", "server stops"),
    /** A fault of ours. */
    FAULT("fault", "internal fault");

    private final String label;
    private final String words;

    CloseReason(String label, String words) {
        this.label = label;
        this.words = words;
    }

    /** The label in metrics. */
    String label() {
        return label;
    }

    /** The words in the log. */
    String words() {
        return words;
    }

    /** Whether the client is to blame or a bound was reached: counted as rejected. */
    boolean rejection() {
        return switch (this) {
            case BAD_KEY, REFUSED, WRONG_APPLICATION, NOT_FOUND, HANDSHAKE_TIMEOUT, COMMAND_TIMEOUT, MALFORMED, LIMIT,
                    TOO_MANY, TOO_MANY_FROM_ADDRESS ->
                true;
            case CLIENT_LEFT, FINISHED, TAKEN_OVER, REVOKED, STREAM_ENDED, IDLE, STALLED, SHUTDOWN, FAULT -> false;
        };
    }
}
