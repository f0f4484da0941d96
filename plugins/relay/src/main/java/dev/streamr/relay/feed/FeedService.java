package dev.streamr.relay.feed;

import dev.streamr.api.HttpEndpoints.DirectResponse;
import dev.streamr.api.Keyring;
import dev.streamr.api.LiveStream;
import dev.streamr.api.PluginContext;
import dev.streamr.api.Problem;
import dev.streamr.api.Services;
import dev.streamr.api.SigningKey;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.relay.http.Chunks;
import dev.streamr.relay.http.OpenResponses;
import dev.streamr.relay.http.Refusal;
import dev.streamr.relay.token.RelayGuard;
import dev.streamr.relay.token.SessionToken;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/** Gives relays the origin's word on every part of a stream (docs/relay.md, Feed). */
public final class FeedService implements HttpService, AutoCloseable {

    /** Where the feeds are; the name of the stream follows. */
    public static final String PATH = "/api/v1/relay/feed/";

    private static final System.Logger LOG = System.getLogger(FeedService.class.getName());
    /** Feeds at a time, of all streams. */
    private static final int MOST_FEEDS = 1_000;
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(1);

    private final StreamRegistry streams;
    private final Services services;
    private final RelayGuard guard;
    private final OpenResponses open;
    private final Counter bytes;
    private final Gauge feeds;
    /** One for each stream that was asked for and is still in the registry, which bounds it. */
    private final ConcurrentHashMap<StreamName, FeedSource> sources = new ConcurrentHashMap<>();

    /** @param guard lets relays in */
    public FeedService(PluginContext context, RelayGuard guard) {
        this.streams = context.streams();
        this.services = context.services();
        this.guard = guard;
        this.open = new OpenResponses(context.http(), MOST_FEEDS);
        this.bytes = Counter.build("streamr_relay_feed_bytes_total", "Bytes of feeds that were sent to relays.")
                .register(context.metrics());
        this.feeds = Gauge.build("streamr_relay_feeds", "Feeds that relays follow.").register(context.metrics());
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PATH + "{name}", this::serve);
    }

    private void serve(ServerRequest request, ServerResponse response) {
        try {
            String name = request.path().pathParameters().get("name");
            LiveStream stream = find(name);
            Place after = after(request);
            SessionToken token = guard.check(stream.name(), request);
            follow(stream, after, token, request);
        } catch (Refusal refusal) {
            refusal.problem().send(response);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the relay is gone", e);
        }
    }

    private LiveStream find(String name) throws Refusal {
        if (!StreamName.isValid(name)) {
            throw Refusal.notFound("There is no such stream.");
        }
        return streams.find(new StreamName(name)).filter(stream -> !stream.relayed())
                .orElseThrow(() -> Refusal.notFound("There is no such stream here."));
    }

    private static Place after(ServerRequest request) throws Refusal {
        try {
            return request.query().first("after").map(Place::read).orElse(Place.NONE);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Problem.badRequest("after: must be a media sequence number, '.', and a part number"));
        }
    }

    private FeedSource source(LiveStream stream) throws Refusal {
        SigningKey key = services.find(Keyring.class).map(Keyring::origin)
                .orElseThrow(() -> Refusal.unavailable("This machine has no keys yet."));
        sources.values().removeIf(known -> streams.find(known.stream().name())
                .filter(found -> found.equals(known.stream())).isEmpty());
        return sources.compute(stream.name(), (_, known) -> known != null && known.stream().equals(stream)
                ? known
                : new FeedSource(stream, key));
    }

    private void follow(LiveStream stream, Place after, SessionToken token, ServerRequest request)
            throws Refusal, IOException {
        FeedSource source = source(stream);
        String client = token.session() + "/" + stream.name();
        String relay = guard.node(token).map(node -> node.name().toString()).orElse("unknown");
        DirectResponse response = open.open(client, "text/plain; charset=utf-8", request);
        long start = System.nanoTime();
        String end = "the relay left";
        LOG.log(Level.INFO, "feed of {0} for {1} opened, {2} open", stream.name(), relay, open.count());
        source.enter();
        feeds.inc();
        try {
            end = write(source, new FeedCursor(after), token, response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            feeds.dec();
            source.leave();
            open.close(client, response);
            LOG.log(Level.INFO, "feed of {0} for {1} closed after {2} s: {3}", stream.name(), relay,
                    Duration.ofNanos(System.nanoTime() - start).toSeconds(), end);
        }
    }

    private String write(FeedSource source, FeedCursor cursor, SessionToken token, DirectResponse response)
            throws IOException, InterruptedException {
        long told = 0;
        boolean atTheEdge = false;
        long nextLook = System.nanoTime();
        while (System.nanoTime() - nextLook < 0 || guard.knows(token)) {
            nextLook = System.nanoTime() - nextLook < 0 ? nextLook : System.nanoTime() + SIGN_OF_LIFE.toNanos();
            FeedLog log = source.await(told, SIGN_OF_LIFE);
            String lines = cursor.next(log);
            if (!lines.isEmpty()) {
                send(lines, response);
                if (cursor.finished()) {
                    byte[] end = Chunks.end();
                    response.write(end, 0, end.length);
                    return "the stream is over";
                }
                continue;
            }
            if (log.version() == told || !atTheEdge) {
                // Once at the live edge, so that the relay knows it is there, then as a sign of life.
                send(FeedLines.KEEP_ALIVE + "\n", response);
                atTheEdge = log.version() > 0;
            }
            told = log.version();
        }
        return "the relay is no friend any more";
    }

    private void send(String lines, DirectResponse response) throws IOException {
        byte[] chunk = Chunks.of(lines.getBytes(StandardCharsets.US_ASCII));
        response.write(chunk, 0, chunk.length);
        bytes.inc(chunk.length);
    }

    /** Closes all feeds. */
    @Override
    public void close() {
        open.close();
    }
}
