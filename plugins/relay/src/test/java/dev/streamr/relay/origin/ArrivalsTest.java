package dev.streamr.relay.origin;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamr.relay.pulse.Pulse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many viewers come at once; friends' machines with what they can give, and this machine with its cap. */
class ArrivalsTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    /** With what playlists and TCP add. */
    private static final double VIEWER_MEGABITS = 1.04;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    private TestOrigin origin(@Nullable String cap) {
        TestOrigin origin = new TestOrigin(4, cap, 1_000_000);
        open.add(origin);
        return origin;
    }

    private TestFriend friend(TestOrigin origin, String name, long megabits) throws IOException {
        TestFriend friend = origin.friend(name, megabits * 1_000_000);
        open.add(friend);
        return friend;
    }

    private static void carried(TestOrigin origin, TestFriend... friends) {
        await().atMost(SOON).untilAsserted(() -> {
            origin.newSession(); // demand grows until all of them carry it
            for (TestFriend friend : friends) {
                assertEquals("ready", origin.relay(friend).path("state").asText());
            }
        });
    }

    @Test
    void twoHundredViewersSpreadWithinWhatEachRelayCanGive() throws IOException {
        TestOrigin origin = origin("10Mbit/s");
        // Unmeasured uplinks count as 10 Mbit/s, of which four fifths are used; one owner gives less.
        TestFriend alice = friend(origin, "alice", 100);
        TestFriend bob = friend(origin, "bob", 100);
        TestFriend carol = friend(origin, "carol", 5);
        carried(origin, alice, bob, carol);
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            refused += origin.send("POST", "/api/v1/streams/show/sessions").statusCode() == 503 ? 1 : 0;
        }
        JsonNode viewers = origin.show().path("viewers");
        assertTrue(viewers.path("nodes").path("alice").asInt() * VIEWER_MEGABITS <= 8, viewers::toString);
        assertTrue(viewers.path("nodes").path("bob").asInt() * VIEWER_MEGABITS <= 8, viewers::toString);
        assertTrue(viewers.path("nodes").path("carol").asInt() * VIEWER_MEGABITS <= 4, viewers::toString);
        assertTrue(viewers.path("origin").asInt() * VIEWER_MEGABITS <= 10, viewers::toString);
        assertTrue(viewers.path("nodes").path("alice").asInt() >= 6, viewers::toString);
        assertTrue(refused > 150);
    }

    @Test
    void whoCannotBeServedIsToldSoAndWhenToComeAgain() {
        TestOrigin origin = origin("2Mbit/s");
        origin.newSession();
        HttpResponse<String> full = origin.send("POST", "/api/v1/streams/show/sessions");
        assertEquals(503, full.statusCode());
        assertTrue(full.body().contains("This stream is full"), full::body);
        assertEquals("5", full.headers().firstValue("Retry-After").orElse(""));
        assertEquals("*", full.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
        assertEquals(1.0, origin.metrics().getSampleValue("streamr_relay_refused_total", new String[]{"reason"},
                new String[]{"full"}));
    }

    @Test
    void nobodyIsOrderedToCarryWhatNobodyWatches() throws IOException {
        TestOrigin origin = origin(null);
        TestFriend alice = friend(origin, "alice", 100);
        await().atMost(SOON).until(() -> alice.pulses() > 1);
        assertEquals(List.of(), alice.orders());
        JsonNode first = origin.newSession();
        assertEquals(0, first.path("relays").size());
        assertEquals(2_000, first.path("receiptMillis").asInt()); // it is told soon who serves it
        await().atMost(Duration.ofMillis(900)).until(() -> !alice.orders().isEmpty());
        Pulse.Order order = alice.orders().getFirst();
        assertEquals(1, order.hop());
        assertEquals("", order.parents().getFirst().node());
        assertEquals("/live/show/s/" + order.token() + "/", order.parents().getFirst().base());
    }

    @Test
    void behindAFullFanoutRelaysPullFromRelaysAndHaveTheOriginLast() throws IOException {
        TestOrigin origin = new TestOrigin(1, null, 1_000_000);
        open.add(origin);
        TestFriend alice = friend(origin, "alice", 0);
        TestFriend bob = friend(origin, "bob", 4);
        carried(origin, alice, bob);
        Pulse.Order order = bob.orders().getFirst();
        assertEquals(2, order.hop());
        assertEquals(List.of("alice", ""), order.parents().stream().map(Pulse.Parent::node).toList());
        assertTrue(order.parents().getFirst().base().startsWith("http://127.0.0.1:"));
        assertEquals("alice", origin.relay(bob).path("parent").asText());
        assertEquals(1, origin.relay(alice).path("children").asInt());
    }

    @Test
    void aSessionHasSeveralRelaysAndASecondOneMayHaveOthers() throws IOException {
        TestOrigin origin = origin(null);
        TestFriend alice = friend(origin, "alice", 100);
        TestFriend bob = friend(origin, "bob", 100);
        carried(origin, alice, bob);
        // On a busy machine one may miss a pulse just then, and gets nobody new for a second.
        JsonNode session = await().atMost(SOON).until(origin::newSession, one -> one.path("relays").size() == 2);
        Set<String> nodes = new HashSet<>();
        Set<String> bases = new HashSet<>();
        session.path("relays").forEach(relay -> {
            nodes.add(relay.path("node").asText());
            bases.add(relay.path("base").asText());
        });
        assertEquals(Set.of("alice", "bob"), nodes);
        bases.forEach(base -> assertTrue(base.matches("http://127.0.0.1:\\d+/live/show/s/[A-Za-z0-9_-]{120}/"), base));
        assertTrue(session.path("origin").asText().matches("/live/show/s/[A-Za-z0-9_-]{120}/"));
        assertTrue(session.path("session").asText().matches("[0-9a-f]{24}"));
        assertNotEquals(session.path("session"), origin.newSession().path("session"));
        assertFalse(session.path("nonce").asText().isEmpty());
        assertEquals(10_000, session.path("receiptMillis").asInt());
    }

    @Test
    void whoIsInvitedForOneStreamCarriesNoOther() throws IOException {
        TestOrigin origin = origin(null);
        TestFriend alice = friend(origin, "alice", 100);
        origin.inviteFor(alice, "other");
        origin.newSession();
        await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> alice.orders().isEmpty());
    }
}
