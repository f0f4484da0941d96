package dev.streamr.relay.tags;

import dev.streamr.api.HttpEndpoints;
import dev.streamr.api.HttpEndpoints.DirectResponse;
import dev.streamr.api.StreamName;
import dev.streamr.api.TagReader;
import dev.streamr.relay.http.Chunks;
import dev.streamr.relay.http.OpenResponses;
import dev.streamr.relay.http.Refusal;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Gives relays signed tags (docs/relay.md, Tags): this machine's own, and those it relays from its origin. */
public final class TagsService implements HttpService, AutoCloseable {

    /** Where the tags are; the name of the stream follows. */
    public static final String PATH = "/api/v1/relay/tags/";

    private static final System.Logger LOG = System.getLogger(TagsService.class.getName());
    /** Relays that follow at a time. */
    private static final int MOST_RELAYS = 1_000;
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(1);

    private final List<TagDoor> doors;
    private final OpenResponses open;

    /** @param doors to the streams of this machine */
    public TagsService(HttpEndpoints http, List<TagDoor> doors) {
        this.doors = List.copyOf(doors);
        this.open = new OpenResponses(http, MOST_RELAYS);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PATH + "{name}", this::serve);
    }

    private void serve(ServerRequest request, ServerResponse response) {
        try {
            String name = request.path().pathParameters().get("name");
            if (!StreamName.isValid(name)) {
                throw Refusal.notFound("There is no such stream.");
            }
            StreamName stream = new StreamName(name);
            TagDoor.Entrance relay = enter(stream, request);
            try (FrameReader frames = relay.frames()) {
                follow(stream, relay, frames, request);
            }
        } catch (Refusal refusal) {
            refusal.problem().send(response);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the relay is gone", e);
        }
    }

    private TagDoor.Entrance enter(StreamName stream, ServerRequest request) throws Refusal {
        for (TagDoor door : doors) {
            Optional<TagDoor.Entrance> entrance = door.open(stream, request);
            if (entrance.isPresent()) {
                return entrance.get();
            }
        }
        throw Refusal.notFound("There is no such stream here.");
    }

    private void follow(StreamName stream, TagDoor.Entrance relay, FrameReader frames, ServerRequest request)
            throws Refusal, IOException {
        String client = relay.session() + "/" + stream;
        DirectResponse response = open.open(client, "application/octet-stream", request);
        long start = System.nanoTime();
        String end = "the relay left";
        LOG.log(Level.INFO, "tags of {0} for {1} opened, {2} open", stream, relay.name(), open.count());
        try {
            end = write(frames, response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.close(client, response);
            LOG.log(Level.INFO, "tags of {0} for {1} closed after {2} s: {3}", stream, relay.name(),
                    Duration.ofNanos(System.nanoTime() - start).toSeconds(), end);
        }
    }

    private static String write(FrameReader frames, DirectResponse response) throws IOException, InterruptedException {
        byte[] alive = Chunks.of(TagFrames.SIGN_OF_LIFE);
        while (true) {
            FrameReader.Next next = frames.next(SIGN_OF_LIFE);
            byte[] chunk = next.chunk();
            if (next.outcome() == TagReader.Outcome.ENDED) {
                byte[] last = Chunks.end();
                response.write(last, 0, last.length);
                return "the stream is over";
            }
            byte[] bytes = chunk == null ? alive : chunk;
            response.write(bytes, 0, bytes.length);
            frames.delivered(bytes.length);
        }
    }

    /** Closes all responses. */
    @Override
    public void close() {
        open.close();
    }
}
