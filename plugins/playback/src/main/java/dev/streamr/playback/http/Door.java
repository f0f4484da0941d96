package dev.streamr.playback.http;

import dev.streamr.api.Admission;
import dev.streamr.api.Director;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Placement;
import dev.streamr.api.Problem;
import dev.streamr.api.Protocol;
import dev.streamr.api.Services;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.api.Viewer;
import dev.streamr.api.WatchSession;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds out who is served here, and with which stream: as the {@link Director} says; everybody, where there is none.
 * Any thread.
 */
public final class Door {

    /** How long a request waits until this machine carries the stream. */
    private static final Duration STREAM_WAIT = Duration.ofSeconds(5);

    private final StreamRegistry registry;
    private final Services services;
    private final Optional<URI> publicUrl;

    /**
     * @param registry  the streams of this machine
     * @param services  where the director is, when there is one
     * @param publicUrl {@code http.public-url}, when it is configured
     */
    public Door(StreamRegistry registry, Services services, Optional<URI> publicUrl) {
        this.registry = registry;
        this.services = services;
        this.publicUrl = publicUrl;
    }

    /** Whether other machines may serve viewers. */
    public boolean directed() {
        return services.find(Director.class).isPresent();
    }

    /** Where a player is served from that asks for a stream by its public address. */
    public Placement place(StreamName stream, Protocol protocol, ServerRequest request) {
        Optional<Director> director = services.find(Director.class);
        return director.isPresent()
                ? director.get().place(stream, Viewer.of(request, protocol, publicUrl))
                : new Placement.Here();
    }

    /**
     * Lets a request in that has no session.
     *
     * @throws Refusal 404 for a stream that is not here, 403 for one of another machine
     */
    public Asked open(StreamName name, ServerRequest request, ServerResponse response) throws Refusal {
        LiveStream stream = registry.find(name)
                .orElseThrow(() -> Refusal.notFound("There is no stream of this name now."));
        if (stream.relayed()) {
            throw new Refusal(new Problem(Status.FORBIDDEN_403, "This machine hands the stream on to viewers whom its"
                    + " origin sent here: start at /live/" + name + ".m3u8."));
        }
        return new Asked(stream, Optional.empty(), request, response);
    }

    /**
     * Lets a request in that has a session, and waits until the stream is here.
     *
     * @param token the session as the URL has it
     * @throws Refusal what the director says; 503 when the stream does not come
     */
    public Asked admit(StreamName name, String token, ServerRequest request, ServerResponse response)
            throws Refusal, InterruptedException {
        Director director = services.find(Director.class)
                .orElseThrow(() -> Refusal.notFound("This machine knows no sessions."));
        WatchSession session = switch (director.admit(name, token)) {
            case Admission.Granted granted -> granted.session();
            case Admission.Denied denied -> throw new Refusal(denied.problem());
        };
        Optional<LiveStream> stream = registry.find(name);
        if (stream.isEmpty()) {
            stream = session.awaitStream(STREAM_WAIT);
        }
        return new Asked(stream.orElseThrow(() -> Refusal.unavailable("The stream is not here yet.")),
                Optional.of(session), request, response);
    }
}
