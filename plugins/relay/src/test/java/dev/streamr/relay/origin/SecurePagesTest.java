package dev.streamr.relay.origin;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamr.api.Admission;
import dev.streamr.api.Node;
import dev.streamr.api.Placement;
import dev.streamr.api.Protocol;
import dev.streamr.api.Viewer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two relays, of which one can be reached by HTTPS, and viewers who came by HTTPS. */
class SecurePagesTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final URI HTTPS = URI.create("https://bob.example.net");
    private static final String SAFARI = "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/26.0 Safari/605.1.15";

    private final TestOrigin origin = new TestOrigin(4, null, 1_000_000);
    private final List<TestFriend> friends = new ArrayList<>();

    @BeforeEach
    void twoRelaysCarryTheStream() throws IOException {
        for (String name : List.of("alice", "bob")) {
            friends.add(origin.friend(name, 100_000_000));
        }
        origin.newSession();
        await().atMost(SOON).untilAsserted(
                () -> friends.forEach(friend -> assertEquals("ready", origin.relay(friend).path("state").asText())));
    }

    @AfterEach
    void stop() {
        friends.forEach(TestFriend::close);
        origin.close();
    }

    private void bobHasHttps() {
        friends.getLast().alsoAt(HTTPS);
        origin.update(friends.getLast(), Node.State.ACTIVE);
    }

    private Placement place(String userAgent, boolean secure) {
        return origin.director().place(TestOrigin.SHOW,
                new Viewer(InetAddress.getLoopbackAddress(), userAgent, Protocol.HLS, secure));
    }

    private static List<String> bases(JsonNode session) {
        List<String> bases = new ArrayList<>();
        session.path("relays").forEach(relay -> bases.add(relay.path("base").asText()));
        return bases;
    }

    @Test
    void aPageThatCameByHttpsGetsOnlyRelaysThatItMayLoadFrom() {
        assertEquals(List.of(), bases(origin.newSession("https://origin.example.net")));
        bobHasHttps();
        await().atMost(SOON).untilAsserted(() -> {
            List<String> bases = bases(origin.newSession("https://origin.example.net"));
            assertEquals(1, bases.size());
            assertTrue(bases.getFirst().startsWith(HTTPS + "/live/show/s/"), bases::toString);
        });
        assertEquals(2, bases(origin.newSession("http://origin.example.net")).size());
    }

    @Test
    void aSteeredPlayerThatCameByHttpsGetsOnlyPathwaysByHttps() {
        Placement.Steered without = assertInstanceOf(Placement.Steered.class, place(SAFARI, true));
        assertEquals(1, without.pathways().size(), "this machine alone");
        bobHasHttps();
        await().atMost(SOON).untilAsserted(() -> {
            Placement.Steered steered = assertInstanceOf(Placement.Steered.class, place(SAFARI, true));
            assertEquals(2, steered.pathways().size());
            assertTrue(steered.pathways().getFirst().base().toString().startsWith(HTTPS.toString()));
        });
        assertEquals(3, assertInstanceOf(Placement.Steered.class, place(SAFARI, false)).pathways().size());
    }

    @Test
    void aProgramThatKnowsNoSuchRuleIsServedByAnyRelay() {
        Placement.Named named = assertInstanceOf(Placement.Named.class, place("VLC/3.0.21 LibVLC/3.0.21", true));
        Admission admission = origin.director().admit(TestOrigin.SHOW, named.token());
        assertTrue(assertInstanceOf(Admission.Granted.class, admission).session().segmentBase()
                .filter(base -> base.getScheme().equals("http")).isPresent());
    }
}
