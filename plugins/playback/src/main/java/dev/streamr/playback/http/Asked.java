package dev.streamr.playback.http;

import dev.streamr.api.LiveStream;
import dev.streamr.api.Protocol;
import dev.streamr.api.WatchSession;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/**
 * A request for media of a stream, on its own thread.
 *
 * @param stream   what is asked for
 * @param session  under which session the origin lets it be asked for; empty without one
 * @param request  the question
 * @param response the answer, nothing of it sent yet
 */
public record Asked(LiveStream stream, Optional<WatchSession> session, ServerRequest request,
        ServerResponse response) {

    /** What this request counts as when it comes by this protocol. */
    public Protocol countedAs(Protocol protocol) {
        return session.map(known -> known.countedAs(protocol)).orElse(protocol);
    }

    /** Counts bytes that were sent by a protocol that is not followed through a tag reader. */
    public void delivered(Protocol protocol, long bytes) {
        stream.delivered(countedAs(protocol), bytes);
        session.ifPresent(known -> known.delivered(bytes));
    }
}
