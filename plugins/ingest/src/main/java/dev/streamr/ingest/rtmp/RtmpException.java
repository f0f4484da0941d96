package dev.streamr.ingest.rtmp;

import java.io.IOException;

/** The connection cannot go on. The message is for the log: it never repeats what the client sent. */
final class RtmpException extends IOException {

    private static final long serialVersionUID = 1L;

    private final CloseReason reason;

    RtmpException(CloseReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What came is not RTMP. */
    static RtmpException malformed(String message) {
        return new RtmpException(CloseReason.MALFORMED, message);
    }

    /** The client asked for more than a bound allows. */
    static RtmpException limit(String message) {
        return new RtmpException(CloseReason.LIMIT, message);
    }

    /** The category. */
    CloseReason reason() {
        return reason;
    }
}
