package dev.streamr.relay.feed;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Node;
import dev.streamr.api.NodeName;
import dev.streamr.api.Publication;
import dev.streamr.api.StreamName;
import dev.streamr.relay.testing.Broadcast;
import dev.streamr.relay.testing.TestKey;
import dev.streamr.relay.testing.TestMachine;
import dev.streamr.relay.token.RelayGuard;
import dev.streamr.relay.token.SessionToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedServiceTest {

    private static final StreamName SHOW = new StreamName("show");
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final HttpClient client = HttpClient.newHttpClient();
    private TestMachine origin;
    private TestMachine friend;
    private FeedService feeds;

    @BeforeEach
    void start() throws IOException {
        origin = new TestMachine();
        friend = new TestMachine();
        origin.befriend(friend, "alice");
        feeds = new FeedService(origin.context(),
                new RelayGuard(origin.context().services(), origin.nodes(), InstantSource.fixed(NOW)));
        origin.publicRoutes(feeds);
        origin.start();
    }

    @AfterEach
    void stop() {
        feeds.close();
        client.close();
        origin.close();
    }

    private String token(SessionToken.Kind kind, String machine, Instant expiry, TestKey key) {
        return new SessionToken(kind, SessionToken.sessionOf(friend.id()), machine, expiry).sign(SHOW, key);
    }

    private String token() {
        return token(SessionToken.Kind.RELAY, SessionToken.ORIGIN, NOW.plusSeconds(60), origin.key());
    }

    private HttpResponse<InputStream> get(String path, String token) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(origin.url() + FeedService.PATH + path))
                .header("Authorization", "Bearer " + token).build(), BodyHandlers.ofInputStream());
    }

    private int status(String path, String token) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = get(path, token);
        response.body().close();
        return response.statusCode();
    }

    private List<FeedRecord> read(HttpResponse<InputStream> feed, int count) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(feed.body(), StandardCharsets.US_ASCII));
        List<FeedRecord> records = new ArrayList<>();
        while (records.size() < count) {
            records.add(FeedLines.read(lines.readLine(), SHOW, origin.key().publicKey()));
        }
        return records;
    }

    @Test
    void theWholeWindowComesFirstThenASignOfLife() throws Exception {
        Broadcast.begin(origin, "show", 3).parts(2);
        List<FeedRecord> records = read(get("show", token()), 5);
        assertEquals(new FeedRecord.Head(2_000_000, 200_000), records.getFirst());
        assertEquals("0123456789abcdef", ((FeedRecord.Init) records.get(1)).id());
        assertEquals(3, ((FeedRecord.PartRecord) records.get(2)).mediaSequence());
        assertEquals(1, ((FeedRecord.PartRecord) records.get(3)).index());
        assertEquals(new FeedRecord.KeepAlive(), records.get(4));
    }

    @Test
    void itGoesOnAfterThePartThatIsNamed() throws Exception {
        Broadcast.begin(origin, "show", 3).segments(2);
        List<FeedRecord> records = read(get("show?after=4.3", token()), 4);
        FeedRecord.PartRecord last = (FeedRecord.PartRecord) records.get(2);
        assertEquals(4, last.mediaSequence());
        assertEquals(4, last.index());
        assertEquals(5 * 2_000, last.segment().orElseThrow().sizeBytes());
    }

    @Test
    void itSaysWhenTheStreamIsInterruptedAndOver() throws Exception {
        Broadcast show = Broadcast.begin(origin, "show", 3);
        show.parts(1);
        HttpResponse<InputStream> feed = get("show", token());
        BufferedReader lines = new BufferedReader(new InputStreamReader(feed.body(), StandardCharsets.US_ASCII));
        show.publication().close(Publication.End.INTERRUPTED);
        assertTrue(lines.lines().anyMatch(line -> line.startsWith("E interrupted ")));
        Broadcast.begin(origin, "show", 4).publication().close(Publication.End.FINISHED);
        assertTrue(lines.lines().anyMatch(line -> line.startsWith("E finished ")));
        assertEquals(-1, feed.body().read(), "then it ends");
    }

    @Test
    void onlyRelaysOfThisStreamWhoAreStillFriendsGetIt() throws Exception {
        Broadcast.begin(origin, "show", 3).parts(1);
        String here = SessionToken.ORIGIN;
        Instant later = NOW.plusSeconds(60);
        assertEquals(403, status("show", ""));
        assertEquals(403, status("show", "A".repeat(120)));
        assertEquals(403, status("show", token(SessionToken.Kind.VIEWER, here, later, origin.key())));
        assertEquals(403, status("show", token(SessionToken.Kind.RELAY, here, NOW, origin.key())));
        assertEquals(403, status("show", token(SessionToken.Kind.RELAY, here, later, friend.key())));
        assertEquals(403, status("show",
                token(SessionToken.Kind.RELAY, SessionToken.machineOf(friend.id()), later, origin.key())));
        assertEquals(404, status("other", token()));
        assertEquals(404, status("..%2F", token()));
        assertEquals(400, status("show?after=x", token()));
        assertEquals(200, status("show", token()));
        origin.nodes().remove(new NodeName("alice"));
        assertEquals(403, status("show", token()));
    }

    @Test
    void aFriendWhoIsLockedOutLosesTheFeed() throws Exception {
        Broadcast.begin(origin, "show", 3).parts(1);
        HttpResponse<InputStream> feed = get("show", token());
        Node node = origin.nodes().find(new NodeName("alice")).orElseThrow();
        origin.nodes().update(new Node(node.id(), node.name(), Node.State.SUSPENDED, node.stream(), node.addresses(),
                node.path(), node.load()));
        await().atMost(Duration.ofSeconds(10)).until(() -> origin.metric("streamr_relay_feeds") == 0);
        feed.body().close();
    }

    @Test
    void aRelayThatComesAgainTakesThePlaceOfItsOlderFeed() throws Exception {
        Broadcast.begin(origin, "show", 3).parts(1);
        try (InputStream first = get("show", token()).body()) {
            assertTrue(first.read() >= 0);
            try (InputStream second = get("show", token()).body()) {
                assertTrue(second.read() >= 0);
                await().atMost(Duration.ofSeconds(10)).until(() -> origin.metric("streamr_relay_feeds") == 1);
            }
        }
    }
}
