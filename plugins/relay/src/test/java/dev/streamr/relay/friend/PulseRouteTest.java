package dev.streamr.relay.friend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.relay.pulse.Pulse;
import dev.streamr.relay.pulse.Pulses;
import dev.streamr.relay.testing.OriginPulses;
import dev.streamr.relay.testing.TestKey;
import dev.streamr.relay.testing.TestMachine;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PulseRouteTest {

    private TestMachine origin;
    private TestMachine friend;
    private FriendSide side;
    private OriginPulses pulses;

    @BeforeEach
    void start() throws IOException {
        origin = new TestMachine();
        friend = new TestMachine();
        origin.befriend(friend, "alice");
        side = FriendSide.start(friend.context());
        friend.start();
        pulses = new OriginPulses(origin, friend, "first");
    }

    @AfterEach
    void stop() {
        pulses.close();
        side.close();
        friend.close();
    }

    @Test
    void aPulseIsAnsweredAndTheMeasuredUplinkIsKnown() {
        assertEquals(friend.id(), pulses.beat().node());
        assertEquals(42_000_000, side.meter().bitsPerSecond());
        assertTrue(side.meter().settled());
        assertTrue(side.readiness().up());
    }

    @Test
    void aPulseCountsOnce() {
        pulses.beat();
        Pulse pulse = pulses.next();
        assertEquals(200, pulses.send(pulse, origin.key()).statusCode());
        assertEquals(409, pulses.send(pulse, origin.key()).statusCode());
    }

    @Test
    void theFirstPulseOfABootNeedsTheChallengeWhichIsGoodOnce() {
        Pulse first = pulses.next();
        String challenge = OriginPulses.challenge(pulses.send(first, origin.key()));
        assertEquals(challenge, OriginPulses.challenge(pulses.send(first, origin.key())),
                "it does not change while nobody used it");
        pulses.challenge(challenge);
        assertEquals(200, pulses.send(pulses.next(), origin.key()).statusCode());
        OriginPulses again = new OriginPulses(origin, friend, "second");
        again.challenge(challenge);
        assertEquals(409, again.send(again.next(), origin.key()).statusCode());
        String next = OriginPulses.challenge(again.send(again.next(), origin.key()));
        assertNotEquals(challenge, next);
        again.challenge(next);
        assertEquals(200, again.send(again.next(), origin.key()).statusCode());
        assertEquals(409, pulses.send(pulses.next(), origin.key()).statusCode(), "the old boot is over");
        again.close();
    }

    @Test
    void whoSendsSlowlyKeepsNoPulseOut() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                Socket socket = new Socket(friend.url().getHost(), friend.url().getPort());
                slow.add(socket);
                socket.getOutputStream().write(("POST " + Pulses.PATH
                        + " HTTP/1.1\r\nHost: friend\r\nContent-Length: 60000\r\n\r\n{")
                        .getBytes(StandardCharsets.US_ASCII));
            }
            for (int i = 0; i < 20; i++) {
                assertEquals(friend.id(), pulses.beat().node());
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void aForgedPulseIsRefused() {
        Pulse pulse = pulses.next();
        assertEquals(403, pulses.send(pulse, TestKey.generate()).statusCode());
        byte[] body = Pulses.write(pulse);
        assertEquals(403, pulses.send(body, "").statusCode());
        assertEquals(403, pulses.send(body, "!").statusCode());
        assertEquals(403, pulses.send(body, Pulses.signAnswer(body, origin.key())).statusCode());
    }

    @Test
    void aPulseForAnotherMachineIsRefused() {
        Pulse other = new Pulse("0".repeat(32), "first", 1, "", 0, 0, List.of());
        assertEquals(403, pulses.send(other, origin.key()).statusCode());
    }

    @Test
    void whatIsNoPulseIsRefused() {
        for (String body : List.of("", "{}", "[]", "nothing", "{\"node\":null}")) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            assertEquals(400, pulses.send(bytes, Pulses.signRequest(bytes, origin.key())).statusCode());
        }
        byte[] tooLong = new byte[Pulses.MOST_BYTES + 1];
        assertEquals(413, pulses.send(tooLong, Pulses.signRequest(tooLong, origin.key())).statusCode());
    }

    @Test
    void anOrderThatCannotBeCarriedOutDoesNotHarm() {
        pulses.beat();
        Pulse.Parent bad = new Pulse.Parent("", "file:///etc/");
        Pulse pulse = new Pulse(friend.id(), "first", 100, "", 0, 0,
                List.of(new Pulse.Order("show", 1, "", List.of(bad)), new Pulse.Order("../x", 1, "", List.of(bad))));
        assertEquals(200, pulses.send(pulse, origin.key()).statusCode());
    }

    @Test
    void aMachineThatIsNobodysFriendSaysSo() throws IOException {
        try (TestMachine alone = new TestMachine();
                FriendSide its = FriendSide.start(alone.context());
                OriginPulses calls = new OriginPulses(origin, alone, "first")) {
            alone.start();
            assertEquals(404, calls.send(calls.next(), origin.key()).statusCode());
            assertTrue(its.readiness().up());
        }
    }
}
