package dev.streamr.relay.friend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Admission;
import dev.streamr.api.JoinedOrigin;
import dev.streamr.api.Placement;
import dev.streamr.api.Protocol;
import dev.streamr.api.SigningKey;
import dev.streamr.api.StreamName;
import dev.streamr.api.Viewer;
import dev.streamr.api.WatchSession;
import dev.streamr.relay.testing.OriginPulses;
import dev.streamr.relay.testing.TestKey;
import dev.streamr.relay.testing.TestMachine;
import dev.streamr.relay.token.SessionToken;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FriendDirectorTest {

    private static final StreamName SHOW = new StreamName("show");
    /** The friend's own clock does not matter. */
    private static final Instant NOW = Instant.parse("2031-01-01T00:00:00Z");

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
        pulses.clock(NOW);
    }

    @AfterEach
    void stop() {
        pulses.close();
        side.close();
        friend.close();
    }

    private String token(SessionToken.Kind kind, String session, String machine, Instant expiry, SigningKey key) {
        return new SessionToken(kind, session.repeat(12), machine, expiry).sign(SHOW, key);
    }

    private String viewer(String session) {
        return token(SessionToken.Kind.VIEWER, session, SessionToken.machineOf(friend.id()), NOW.plusSeconds(60),
                origin.key());
    }

    private int denied(String token) {
        return switch (side.director().admit(SHOW, token)) {
            case Admission.Granted _ -> 200;
            case Admission.Denied denied -> denied.problem().status().code();
        };
    }

    @Test
    void aSessionThatTheOriginSignedIsServed() {
        pulses.beat();
        Admission admission = side.director().admit(SHOW, viewer("0a"));
        WatchSession session = assertInstanceOf(Admission.Granted.class, admission).session();
        assertEquals("0a".repeat(12), session.id());
        assertEquals(Protocol.HLS, session.countedAs(Protocol.HLS));
        assertTrue(session.segmentBase().isEmpty());
    }

    @Test
    void beforeTheFirstPulseNobodyIsServedAsNobodyKnowsTheTime() {
        assertEquals(503, denied(viewer("0a")));
    }

    @Test
    void expiredAndForeignSessionsAreRefused() {
        pulses.beat();
        String here = SessionToken.machineOf(friend.id());
        assertEquals(403, denied(token(SessionToken.Kind.VIEWER, "0a", here, NOW, origin.key())));
        assertEquals(403, denied(token(SessionToken.Kind.VIEWER, "0a", SessionToken.ORIGIN, NOW.plusSeconds(60),
                origin.key())));
        assertEquals(403, denied(token(SessionToken.Kind.VIEWER, "0a", here, NOW.plusSeconds(60),
                TestKey.generate())));
        assertEquals(403, denied(""));
        assertEquals(403, denied("A".repeat(SessionToken.TEXT_LENGTH)));
    }

    @Test
    void aSessionThatExpiresWhileItIsKnownIsOver() {
        pulses.beat();
        String token = viewer("0a");
        assertEquals(200, denied(token));
        pulses.clock(NOW.plusSeconds(61));
        pulses.beat();
        assertEquals(403, denied(token));
    }

    @Test
    void whenTheOwnerPausesWhoIsThereMayStayAndNobodyElseComes() {
        pulses.beat();
        String known = viewer("0a");
        assertEquals(200, denied(known));
        for (JoinedOrigin.Wish wish : new JoinedOrigin.Wish[]{JoinedOrigin.Wish.PAUSED, JoinedOrigin.Wish.DRAINING}) {
            friend.wish(wish, "the owner plays");
            assertEquals(503, denied(viewer("0b")));
            assertEquals(200, denied(known));
        }
        friend.wish(JoinedOrigin.Wish.ACTIVE, "");
        assertEquals(200, denied(viewer("0b")));
    }

    @Test
    void viewersRelaysAndBytesAreCounted() {
        pulses.order("show");
        pulses.beat();
        String relay = token(SessionToken.Kind.RELAY, "0c", SessionToken.machineOf(friend.id()), NOW.plusSeconds(60),
                origin.key());
        WatchSession child = assertInstanceOf(Admission.Granted.class, side.director().admit(SHOW, relay)).session();
        assertEquals(Protocol.RELAY, child.countedAs(Protocol.HLS));
        assertEquals(200, denied(viewer("0a")));
        assertEquals(200, denied(viewer("0a")));
        assertEquals(200, denied(viewer("0b")));
        child.delivered(1_000);
        assertFalse(side.meter().settled());
        var carried = pulses.beat().carried().getFirst();
        assertEquals(2, carried.viewers());
        assertEquals(1, carried.children());
        assertEquals(1_000, carried.egressBytes());
        assertEquals(1_000, friend.metric("streamr_relay_egress_bytes_total", "stream", "show"));
    }

    @Test
    void whoComesWithoutASessionIsSentToTheOrigin() {
        Viewer hls = new Viewer(InetAddress.getLoopbackAddress(), "", Protocol.HLS, false);
        assertEquals(new Placement.Elsewhere(origin.url().resolve("/live/show.m3u8")),
                side.director().place(SHOW, hls));
        Viewer flv = new Viewer(InetAddress.getLoopbackAddress(), "", Protocol.HTTP_FLV, false);
        assertEquals(new Placement.Elsewhere(origin.url().resolve("/live/show.flv")),
                side.director().place(SHOW, flv));
    }

    @Test
    void whoWaitsForAStreamThatDoesNotComeIsAnswered() throws InterruptedException {
        pulses.beat();
        Admission.Granted granted = assertInstanceOf(Admission.Granted.class,
                side.director().admit(SHOW, viewer("0a")));
        assertTrue(granted.session().awaitStream(Duration.ofMillis(100)).isEmpty());
    }
}
