package dev.streamr.api;

import java.util.List;
import java.util.Optional;

/** The streams of this node; owned by the daemon. */
public interface StreamRegistry {

    /** The protocol of a publication that carries another machine's stream. */
    String RELAY = "relay";

    /**
     * Starts publishing under a name. A publication that holds the name is superseded at once, its viewers stay. Only
     * what is relayed and what is published here never supersede one another: viewers would get another stream under the
     * same name.
     *
     * @param protocol how the media arrives, for the log: {@code rtmp}, {@code rtmps}; {@link #RELAY} makes the stream
     *                 {@linkplain LiveStream#relayed relayed}
     * @throws LimitExceededException when the node carries as many streams as its configuration allows
     * @throws NameTakenException     when a stream of this name that is not over is relayed and this publication is not,
     *                                or the other way round
     */
    Publication publish(StreamName name, String protocol);

    /** The stream with this name, live or over but still watchable. */
    Optional<LiveStream> find(StreamName name);

    /** All streams, by name. */
    List<LiveStream> streams();
}
