package dev.streamr.relay.tags;

import dev.streamr.api.StreamName;
import dev.streamr.relay.http.Refusal;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/** Where relays get the frames of streams: the origin's own, or those it hands on as a relay. Any thread. */
public interface TagDoor {

    /**
     * A relay that was let in.
     *
     * @param session of its token
     * @param name    for the log
     * @param frames  its place in the stream; to be closed
     */
    record Entrance(String session, String name, FrameReader frames) {}

    /**
     * Lets a relay in.
     *
     * @return empty when this door does not lead to the stream
     * @throws Refusal when the relay may not have it
     */
    Optional<Entrance> open(StreamName stream, ServerRequest request) throws Refusal;
}
