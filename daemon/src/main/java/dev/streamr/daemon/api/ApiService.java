package dev.streamr.daemon.api;

import dev.streamr.api.EventBus;
import dev.streamr.api.HttpEndpoints;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Problem;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes of the public API, and the OpenAPI document that describes them. */
public final class ApiService implements HttpService {

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

    private final StreamRegistry streams;
    private final HttpEndpoints http;
    private final EventStream events;
    private final byte[] openApi = document();

    /**
     * @param streams what is shown
     * @param events  what is told
     * @param http    where it is shown
     */
    public ApiService(StreamRegistry streams, EventBus events, HttpEndpoints http) {
        this(streams, events, http, KEEP_ALIVE);
    }

    ApiService(StreamRegistry streams, EventBus events, HttpEndpoints http, Duration keepAlive) {
        this.streams = streams;
        this.http = http;
        this.events = new EventStream(events, http, this::all, keepAlive);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/streams", (request, response) -> ApiJson.send(response, all()))
                .get("/api/v1/streams/{name}", this::one).get("/api/v1/events", events::handle)
                .get("/openapi", (request, response) -> {
                    ApiJson.headers(response.headers(), "application/json");
                    response.send(openApi);
                });
    }

    // What this machine only hands on has its page and its playlist at its origin.
    private Map<String, List<StreamView>> all() {
        return Map.of("streams", streams.streams().stream().filter(stream -> !stream.relayed()).map(this::view)
                .toList());
    }

    private void one(ServerRequest request, ServerResponse response) {
        String name = request.path().pathParameters().get("name");
        Optional<LiveStream> stream = StreamName.isValid(name)
                ? streams.find(new StreamName(name))
                : Optional.empty();
        stream.ifPresentOrElse(found -> ApiJson.send(response, view(found)),
                () -> Problem.notFound("there is no stream with this name").send(response));
    }

    private StreamView view(LiveStream stream) {
        return StreamView.of(stream.info(), http.publicUrl());
    }

    private static byte[] document() {
        try (InputStream resource = ApiService.class.getResourceAsStream("openapi.json")) {
            if (resource == null) {
                throw new IllegalStateException("openapi.json is not in the jar");
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
