package dev.streamr.relay.origin;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamr.api.Admission;
import dev.streamr.api.Event;
import dev.streamr.api.Node;
import dev.streamr.api.Placement;
import dev.streamr.api.Protocol;
import dev.streamr.api.StreamName;
import dev.streamr.api.Viewer;
import dev.streamr.api.WatchSession;
import dev.streamr.relay.token.SessionToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Players of all kinds, with two relays that carry the stream. */
class PlacementTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";
    private static final String VLC = "VLC/3.0.21 LibVLC/3.0.21";
    private static final String SESSION = "0123456789abcdef01234567";

    private final TestOrigin origin = new TestOrigin(4, null, 1_000_000);
    private final List<TestFriend> friends = new ArrayList<>();

    @BeforeEach
    void twoRelaysCarryTheStream() throws IOException {
        friends.add(origin.friend("alice", 100_000_000));
        friends.add(origin.friend("bob", 100_000_000));
        origin.newSession();
        await().atMost(SOON).untilAsserted(
                () -> friends.forEach(friend -> assertEquals("ready", origin.relay(friend).path("state").asText())));
    }

    @AfterEach
    void stop() {
        friends.forEach(TestFriend::close);
        origin.close();
    }

    private Placement place(String userAgent, Protocol protocol) {
        return origin.director().place(TestOrigin.SHOW,
                new Viewer(InetAddress.getLoopbackAddress(), userAgent, protocol, false));
    }

    private TestFriend busiest() {
        return friends.stream().max(Comparator.comparingInt(friend -> origin.relay(friend).path("viewers").asInt()))
                .orElseThrow();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private Placement.Steered steered() {
        return assertInstanceOf(Placement.Steered.class, place(CHROME, Protocol.HLS));
    }

    private WatchSession admit(String token) {
        Admission admission = origin.director().admit(TestOrigin.SHOW, token);
        return assertInstanceOf(Admission.Granted.class, admission).session();
    }

    @Test
    void aPlayerThatKnowsSteeringGetsRelaysFirstAndTheOriginLast() {
        Placement.Steered steered = steered();
        assertEquals(3, steered.pathways().size());
        assertEquals("origin", steered.pathways().getLast().id());
        JsonNode manifest = origin.json("GET", steered.steering().toString());
        assertEquals(steered.pathways().stream().map(Placement.Pathway::id).toList(),
                texts(manifest.path("PATHWAY-PRIORITY")));
    }

    @Test
    void theManifestIsWhatHlsJsAndMedia3Demand() {
        HttpResponse<String> response = origin.send("GET", steered().steering().toString());
        assertEquals(200, response.statusCode());
        assertEquals("application/vnd.apple.steering-list", response.headers().firstValue("Content-Type").orElse(""));
        assertEquals("*", response.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
        JsonNode manifest = origin.json("GET", steered().steering().toString());
        assertEquals(1, manifest.path("VERSION").asInt());
        assertEquals(10, manifest.path("TTL").asInt()); // without one hls.js asks in a busy loop
        assertTrue(manifest.path("RELOAD-URI").asText().startsWith("/api/v1/streams/show/steering/"));
        assertTrue(manifest.path("PATHWAY-CLONES").isMissingNode()); // Media3 refuses an empty one
        List<String> priority = texts(manifest.path("PATHWAY-PRIORITY"));
        assertEquals(priority.size(), new HashSet<>(priority).size()); // and the same pathway twice
    }

    @Test
    void aRelayThatTakesAPlaceIsAClonedPathwayOfItsOwn() throws IOException {
        Placement.Steered steered = steered();
        TestFriend dead = friends.getFirst();
        friends.add(origin.friend("carol", 100_000_000));
        dead.kill();
        Set<String> before = Set.copyOf(steered.pathways().stream().map(Placement.Pathway::id).toList());
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode manifest = origin.json("GET", steered.steering().toString());
            JsonNode clone = manifest.path("PATHWAY-CLONES").path(0);
            assertEquals("origin", clone.path("BASE-ID").asText());
            assertTrue(!before.contains(clone.path("ID").asText()));
            assertTrue(texts(manifest.path("PATHWAY-PRIORITY")).contains(clone.path("ID").asText()));
            assertTrue(clone.path("URI-REPLACEMENT").path("PER-VARIANT-URIS").path("source").asText()
                    .matches("http://127.0.0.1:\\d+/live/show/s/[A-Za-z0-9_-]{120}/media.m3u8"), clone::toString);
            assertTrue(clone.path("URI-REPLACEMENT").path("HOST").isMissingNode());
        });
    }

    @Test
    void aPlayerWithoutSteeringReloadsFromHereAndIsSentToAnotherRelayWhenItsOwnFails() {
        Placement.Named named = assertInstanceOf(Placement.Named.class, place(VLC, Protocol.HLS));
        URI base = admit(named.token()).segmentBase().orElseThrow();
        assertTrue(base.toString().endsWith("/"));
        assertEquals(Optional.of(base), admit(named.token()).segmentBase()); // the same as long as it serves
        TestFriend dead = friends.stream().filter(friend -> base.toString().startsWith(friend.url())).findFirst()
                .orElseThrow();
        dead.mood(TestFriend.Mood.FROZEN);
        await().atMost(Duration.ofMillis(2_200)).untilAsserted(() -> {
            URI next = admit(named.token()).segmentBase().orElseThrow();
            assertTrue(!next.toString().startsWith(dead.url()));
        });
    }

    @Test
    void whenNoRelayServesTheSegmentsAreHere() {
        Placement.Named named = assertInstanceOf(Placement.Named.class, place(VLC, Protocol.HLS));
        friends.forEach(TestFriend::kill);
        await().atMost(SOON).untilAsserted(
                () -> assertEquals(Optional.empty(), admit(named.token()).segmentBase()));
    }

    @Test
    void anFlvPlayerIsRedirectedAndWhoComesBackAtOnceToAnotherAndThenServedHere() {
        Placement.Elsewhere first = assertInstanceOf(Placement.Elsewhere.class, place(VLC, Protocol.HTTP_FLV));
        assertTrue(first.url().toString().endsWith("/stream.flv"));
        Placement.Elsewhere second = assertInstanceOf(Placement.Elsewhere.class, place(VLC, Protocol.HTTP_FLV));
        assertNotEquals(first.url().getPort(), second.url().getPort());
    }

    @Test
    void whoComesBackAtOnceToTheOnlyRelayIsServedHere() {
        friends.getLast().ready(false);
        await().atMost(SOON).until(
                () -> origin.relay(friends.getLast()).path("state").asText().equals("warming"));
        assertInstanceOf(Placement.Elsewhere.class, place(VLC, Protocol.HTTP_FLV));
        assertInstanceOf(Placement.Here.class, place(VLC, Protocol.HTTP_FLV));
    }

    @Test
    void withoutFriendsEverybodyIsServedHere() {
        friends.forEach(origin::remove);
        assertInstanceOf(Placement.Here.class, place(CHROME, Protocol.HLS));
        assertInstanceOf(Placement.Here.class, place(VLC, Protocol.RTMP));
    }

    @Test
    void aRelayThatDrainsLosesItsViewersAndGetsNoNewOnes() {
        for (int i = 0; i < 6; i++) {
            origin.newSession();
        }
        TestFriend leaving = busiest();
        assertTrue(origin.relay(leaving).path("viewers").asInt() > 0);
        leaving.wish("draining");
        await().atMost(Duration.ofSeconds(2)).untilAsserted(() -> {
            assertEquals("draining", origin.relay(leaving).path("state").asText());
            assertEquals(0, origin.relay(leaving).path("viewers").asInt());
        });
        assertTrue(origin.events.stream().anyMatch(event -> event instanceof Event.ViewersSteered moved
                && moved.from().equals(leaving.name) && moved.viewers() > 0));
        assertTrue(!leaving.orders().isEmpty(), "it goes on until its viewers have left");
        origin.newSession().path("relays")
                .forEach(relay -> assertNotEquals(leaving.name.value(), relay.path("node").asText()));
    }

    @Test
    void aRelayThatIsLockedOutIsLeftAtOnce() {
        for (int i = 0; i < 6; i++) {
            origin.newSession();
        }
        TestFriend out = busiest();
        origin.update(out, Node.State.SUSPENDED);
        await().atMost(Duration.ofSeconds(2)).untilAsserted(
                () -> assertTrue(origin.show().path("viewers").path("nodes").path(out.name.value()).isMissingNode()));
    }

    @Test
    void tokensOfOthersOrOverOrForOthersAreRefused() {
        Instant later = Instant.now().plusSeconds(60);
        assertDenied(403, "x".repeat(SessionToken.TEXT_LENGTH));
        assertDenied(403, token(SessionToken.Kind.VIEWER, SessionToken.ORIGIN, later).sign(TestOrigin.SHOW,
                new TestKey()));
        assertDenied(403, token(SessionToken.Kind.VIEWER, SessionToken.ORIGIN, later).sign(new StreamName("other"),
                origin.key));
        assertDenied(403, token(SessionToken.Kind.VIEWER, SessionToken.machineOf(friends.getFirst().id), later)
                .sign(TestOrigin.SHOW, origin.key));
        assertDenied(410, token(SessionToken.Kind.VIEWER, SessionToken.ORIGIN, Instant.now().minusSeconds(1))
                .sign(TestOrigin.SHOW, origin.key));
    }

    @Test
    void aTokenThatIsGoodIsServedThoughTheOriginHasForgottenItsSession() {
        String token = token(SessionToken.Kind.VIEWER, SessionToken.ORIGIN, Instant.now().plusSeconds(60))
                .sign(TestOrigin.SHOW, origin.key);
        WatchSession session = admit(token);
        assertEquals(SESSION, session.id());
        assertEquals(Protocol.HLS, session.countedAs(Protocol.HLS));
        assertEquals(Optional.empty(), session.segmentBase());
    }

    @Test
    void relaysPullWithTokensOfTheirOwnUntilTheyAreLockedOut() {
        TestFriend alice = friends.getFirst();
        String token = alice.orders().getFirst().token();
        assertEquals(Protocol.RELAY, admit(token).countedAs(Protocol.HLS));
        origin.update(alice, Node.State.SUSPENDED);
        assertDenied(403, token);
    }

    @Test
    void steeringSaysWhenASessionIsOver() {
        String over = token(SessionToken.Kind.VIEWER, SessionToken.ORIGIN, Instant.now().minusSeconds(1))
                .sign(TestOrigin.SHOW, origin.key);
        assertEquals(410, origin.send("GET", "/api/v1/streams/show/steering/" + over).statusCode());
        assertEquals(404, origin.send("GET", "/api/v1/streams/show/steering/nonsense").statusCode());
    }

    @Test
    void anybodySeesWhoCarriesTheStreamsAndNobodyWhereTheyAre() {
        String nodes = origin.send("GET", "/api/v1/nodes").body();
        assertTrue(nodes.contains("\"alice\"") && nodes.contains("\"direct\"") && nodes.contains("\"show\""), nodes);
        assertTrue(!nodes.contains("127.0.0.1"), nodes);
        assertEquals(204, origin.send("OPTIONS", "/api/v1/nodes").statusCode());
    }

    private static SessionToken token(SessionToken.Kind kind, String machine, Instant expiry) {
        return new SessionToken(kind, SESSION, machine, expiry);
    }

    private void assertDenied(int status, String token) {
        Admission admission = origin.director().admit(TestOrigin.SHOW, token);
        assertEquals(status, assertInstanceOf(Admission.Denied.class, admission).problem().status().code());
    }
}
