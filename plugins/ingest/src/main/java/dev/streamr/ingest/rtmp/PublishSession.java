package dev.streamr.ingest.rtmp;

import dev.streamr.api.FlvTag;
import dev.streamr.api.Publication;
import dev.streamr.api.StreamName;
import dev.streamr.ingest.flv.FlvException;
import dev.streamr.ingest.flv.FlvTags;

/** A client that sends a stream in. For the connection's thread, except {@link #superseded}. */
final class PublishSession {

    /** A publisher that sends this many malformed tags in a row is given up. */
    private static final int MAX_MALFORMED_IN_A_ROW = 32;

    private final StreamName name;
    private final Broadcast broadcast;
    private final RtmpMetrics metrics;
    private final MediaClock clock = new MediaClock();
    private int malformedInARow;

    PublishSession(StreamName name, Broadcast broadcast, RtmpMetrics metrics) {
        this.name = name;
        this.broadcast = broadcast;
        this.metrics = metrics;
    }

    StreamName name() {
        return name;
    }

    Broadcast broadcast() {
        return broadcast;
    }

    boolean superseded() {
        return broadcast.superseded();
    }

    /** Takes one message; a malformed one is dropped and counted. */
    void media(RtmpMessage.Media message) throws RtmpException {
        long time = clock.unwrap(message.timestamp());
        try {
            byte[] payload = message.type() == MessageType.DATA_AMF0
                    ? Metadata.normalised(message.payload())
                    : message.payload();
            FlvTag tag = FlvTags.read(message.type(), time, payload);
            if (tag != null) {
                broadcast.tag(tag);
            }
            malformedInARow = 0;
        } catch (FlvException e) {
            metrics.malformedTag(e.category().label());
            if (++malformedInARow >= MAX_MALFORMED_IN_A_ROW) {
                throw RtmpException.malformed("media cannot be read: " + e.getMessage());
            }
        }
    }

    /** How a publisher's going ends its stream. */
    static Publication.End endFor(CloseReason reason) {
        return switch (reason) {
            case FINISHED, SHUTDOWN, REVOKED -> Publication.End.FINISHED;
            case CLIENT_LEFT, TAKEN_OVER, BAD_KEY, REFUSED, WRONG_APPLICATION, NOT_FOUND, STREAM_ENDED, IDLE,
                    HANDSHAKE_TIMEOUT,
                    COMMAND_TIMEOUT, STALLED, MALFORMED, LIMIT, TOO_MANY, TOO_MANY_FROM_ADDRESS, FAULT ->
                Publication.End.INTERRUPTED;
        };
    }
}
