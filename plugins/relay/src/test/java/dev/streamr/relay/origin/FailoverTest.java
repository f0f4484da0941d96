package dev.streamr.relay.origin;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamr.api.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A friend's machine dies in one way or another; its viewers have others within two seconds. */
class FailoverTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofMillis(2_200); // two seconds, and the poll of this test

    private final TestOrigin origin = new TestOrigin(4, null, 1_000_000);
    private final List<TestFriend> friends = new ArrayList<>();

    @BeforeEach
    void threeRelaysCarryTheStream() throws IOException {
        for (String name : List.of("alice", "bob", "carol")) {
            friends.add(origin.friend(name, 100_000_000));
        }
        // Twenty viewers of a stream that two unmeasured uplinks cannot hold.
        for (int i = 0; i < 20; i++) {
            origin.newSession();
        }
        await().atMost(SOON).untilAsserted(
                () -> friends.forEach(friend -> assertEquals("ready", origin.relay(friend).path("state").asText())));
    }

    @AfterEach
    void stop() {
        friends.forEach(TestFriend::close);
        origin.close();
    }

    private TestFriend busiest() {
        for (int i = 0; i < 12; i++) {
            origin.newSession();
        }
        return friends.stream().max((one, other) -> Integer.compare(viewers(one), viewers(other))).orElseThrow();
    }

    private int viewers(TestFriend friend) {
        return origin.relay(friend).path("viewers").asInt();
    }

    private void assertMoved(TestFriend dead) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            assertEquals(0, viewers(dead));
            assertEquals("failing", origin.relay(dead).path("state").asText());
        });
        for (int i = 0; i < 5; i++) {
            for (JsonNode relay : origin.newSession().path("relays")) {
                assertTrue(!relay.path("node").asText().equals(dead.name.value()), "a new viewer is sent there");
            }
        }
        await().atMost(SOON).until(() -> state(dead, "failing") == 1 && state(dead, "ready") == 0);
        assertEquals(1, origin.events.stream().filter(event -> event instanceof Event.NodeFailed failed
                && failed.node().equals(dead.name)).count());
        assertTrue(origin.events.stream().anyMatch(
                event -> event instanceof Event.ViewersSteered moved && moved.from().equals(dead.name)));
    }

    private double state(TestFriend friend, String state) {
        return origin.metrics().getSampleValue("streamr_relay_node_state", new String[]{"node", "state"},
                new String[]{friend.name.value(), state});
    }

    @Test
    void aRelayThatIsKilledLosesItsViewersInTwoSeconds() {
        TestFriend dead = busiest();
        assertTrue(viewers(dead) > 0);
        dead.kill();
        assertMoved(dead);
    }

    @Test
    void aRelayThatFreezesLosesItsViewersInTwoSeconds() {
        TestFriend dead = busiest();
        assertTrue(viewers(dead) > 0);
        dead.mood(TestFriend.Mood.FROZEN);
        assertMoved(dead);
    }

    @Test
    void answersThatAnotherKeySignedCountAsNone() {
        TestFriend dead = busiest();
        dead.mood(TestFriend.Mood.FORGING);
        assertMoved(dead);
    }

    @Test
    void answersThatWereRecordedCountAsNone() {
        TestFriend dead = busiest();
        dead.mood(TestFriend.Mood.REPLAYING);
        assertMoved(dead);
    }

    @Test
    void aRelayThatClaimsWhatCannotBeFailsAlone() {
        TestFriend dead = busiest();
        long round = others(dead).getFirst().pulses();
        dead.lie(answer -> answer.replace("\"viewers\":0", "\"viewers\":1").replace("\"children\":0",
                "\"children\":-1"));
        assertMoved(dead);
        await().atMost(SOON).until(() -> others(dead).stream().allMatch(friend -> friend.pulses() > round + 20));
        others(dead).forEach(friend -> assertEquals("ready", origin.relay(friend).path("state").asText()));
    }

    private List<TestFriend> others(TestFriend one) {
        return friends.stream().filter(friend -> friend != one).toList();
    }

    @Test
    void aRelayThatComesBackServesAgainAfterSomeGoodAnswers() {
        TestFriend dead = busiest();
        dead.mood(TestFriend.Mood.BROKEN);
        assertMoved(dead);
        dead.mood(TestFriend.Mood.RIGHT);
        await().atMost(SOON)
                .untilAsserted(() -> assertEquals("ready", origin.relay(dead).path("state").asText()));
    }
}
