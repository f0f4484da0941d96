package dev.streamr.relay.origin.probe;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Contribution.ProbeResult;
import dev.streamr.api.Contribution.ProbeResult.Verdict;
import dev.streamr.api.Event;
import dev.streamr.api.EventBus;
import dev.streamr.api.Node;
import dev.streamr.api.NodeLoad;
import dev.streamr.api.NodeName;
import dev.streamr.api.NodePath;
import dev.streamr.relay.origin.node.NodeHealth;
import dev.streamr.relay.origin.proof.MemoryLog;
import dev.streamr.relay.origin.proof.OneStream;
import dev.streamr.relay.origin.session.OpenSessions;
import dev.streamr.relay.pulse.PulseAnswer;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ProbesTest {

    private static final NodeName ALICE = new NodeName("alice");
    private static final Node NODE = new Node(OpenSessions.idOf("alice"), ALICE, Node.State.ACTIVE, Optional.empty(),
            List.of(), NodePath.unknown("not tried"), NodeLoad.NONE);
    private static final Probes.Pace FAST = new Probes.Pace(Duration.ofMillis(1), Duration.ofMillis(50));

    private final OneStream stream = OneStream.of("show", 100, 8);
    private final MemoryLog log = new MemoryLog();
    private final NodeHealth health = new NodeHealth(System::nanoTime);
    private final Bus bus = new Bus();
    private Probes.Pace pace = FAST;
    private RawRelay relay;
    private Probes probes;

    /** Delivers at once. */
    private static final class Bus implements EventBus {
        private final List<Event> events = new CopyOnWriteArrayList<>();
        private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();

        @Override
        public void publish(Event event) {
            events.add(event);
            listeners.forEach(listener -> listener.accept(event));
        }

        @Override
        public Subscription subscribe(Consumer<Event> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }
    }

    @BeforeEach
    void start() throws IOException, NoSuchAlgorithmException {
        relay = new RawRelay(stream);
        probes = probes(Optional.empty());
    }

    private Probes probes(Optional<InetAddress> from) throws NoSuchAlgorithmException {
        ProbeLinks links = (kind, session, _, name) -> Optional.of(relay.base()
                .resolve("/live/" + name + "/s/" + kind + session + "/"));
        Prober prober = new Prober(stream, links,
                new Prober.Viewpoint(from, Optional.of(URI.create("https://live.example")), 8080),
                SSLContext.getDefault());
        return new Probes(prober, log, health, bus, new ProbeMetrics(new CollectorRegistry(true)),
                InstantSource.system(), pace);
    }

    @AfterEach
    void stop() throws IOException {
        probes.close();
        relay.close();
    }

    private static PulseAnswer answer(String wish, boolean ready) {
        return new PulseAnswer(NODE.id(), "b", 1, wish, "", 0,
                List.of(new PulseAnswer.Carried("show", 107, 3, ready, 3, 0, 0, 0, "")), Map.of(), Map.of(),
                Map.of());
    }

    private void pulse() {
        // It carries from segment 100 on, and has come to the last part.
        probes.answered(NODE, new PulseAnswer(NODE.id(), "b", 1, "active", "", 0,
                List.of(new PulseAnswer.Carried("show", 100, 0, true, 3, 0, 0, 0, "")), Map.of(), Map.of(), Map.of()));
        probes.answered(NODE, answer("active", true));
    }

    private List<ProbeResult> awaitResults(int least) {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            pulse();
            return log.of(ProbeResult.class).size() >= least;
        });
        return log.of(ProbeResult.class);
    }

    @Test
    void rightBytesAreWrittenDownWithTheirTimes() {
        List<ProbeResult> results = awaitResults(6);
        assertTrue(results.stream().allMatch(result -> result.verdict() == Verdict.RIGHT), results.toString());
        assertTrue(results.stream().allMatch(result -> result.firstByteMicros() > 0 && result.bitsPerSecond() > 0));
        assertTrue(health.of(ALICE).firstByteMicros() > 0);
        assertEquals("", health.of(ALICE).caught());
    }

    @Test
    void chunksAreReadAsWell() {
        relay.manner = RawRelay.Manner.CHUNKED;
        assertTrue(awaitResults(3).stream().allMatch(result -> result.verdict() == Verdict.RIGHT));
    }

    @Test
    void aNodeThatAltersABitIsCaughtOnceAndUntilTheStreamerLetsItInAgain() {
        relay.manner = RawRelay.Manner.ALTERED;
        assertTrue(awaitResults(3).stream().allMatch(result -> result.verdict() == Verdict.WRONG_BYTES));
        assertTrue(health.of(ALICE).caught().contains("other bytes"));
        assertEquals(1, bus.events.stream().filter(Event.NodeFailed.class::isInstance).count());
        relay.manner = RawRelay.Manner.RIGHT;
        int before = log.of(ProbeResult.class).size();
        awaitResults(before + 5);
        assertFalse(health.of(ALICE).caught().isEmpty());
        bus.publish(new Event.NodeLeft(Instant.EPOCH, ALICE, Optional.of(Node.State.SUSPENDED)));
        assertEquals("", health.of(ALICE).caught());
    }

    @Test
    void shorterAndLongerAnswersAreWrong() {
        relay.manner = RawRelay.Manner.SHORTENED;
        assertEquals(Verdict.WRONG_BYTES, awaitResults(1).getFirst().verdict());
        relay.manner = RawRelay.Manner.LENGTHENED;
        int before = log.of(ProbeResult.class).size();
        ProbeResult longer = awaitResults(before + 2).getLast();
        assertEquals(Verdict.WRONG_BYTES, longer.verdict());
        assertTrue(longer.bytes() <= 4 * OneStream.PART_BYTES + 1, longer.toString());
    }

    @Test
    void aNodeThatStallsIsLate() {
        relay.manner = RawRelay.Manner.STALLING;
        assertEquals(Verdict.LATE, awaitResults(1).getFirst().verdict());
        assertTrue(health.of(ALICE).late() > 0);
        assertEquals("", health.of(ALICE).caught());
    }

    @Test
    void aNodeThatRefusesOrTalksNonsenseHasRefused() {
        relay.manner = RawRelay.Manner.REFUSING;
        assertEquals(Verdict.REFUSED, awaitResults(1).getFirst().verdict());
        relay.manner = RawRelay.Manner.GARBAGE;
        assertEquals(Verdict.REFUSED, awaitResults(log.of(ProbeResult.class).size() + 2).getLast().verdict());
        assertTrue(health.of(ALICE).failed() > 0);
    }

    @Test
    void aNodeThatIsNotThereIsUnreachable() throws IOException {
        relay.close();
        assertEquals(Verdict.UNREACHABLE, awaitResults(1).getFirst().verdict());
    }

    @Test
    void everyLookHasANewSessionAndNothingElseTellsItFromAViewers() {
        awaitResults(20);
        Set<String> sessions = new HashSet<>();
        for (String request : relay.requests) {
            String path = request.substring(4, request.indexOf(" HTTP/1.1\r\n"));
            assertTrue(path.matches("/live/show/s/(VIEWER|NAMED)[0-9a-f]{24}/10[0-7](\\.[0-3])?\\.m4s"), path);
            sessions.add(path.split("/", -1)[4]);
            assertTrue(request.contains("Chrome/") || request.contains("Lavf/"), request);
            assertFalse(request.toLowerCase(Locale.ROOT).matches("(?s).*(probe|java|streamr).*"), request);
            assertEquals(request.contains("Lavf"), path.contains("NAMED"));
        }
        assertEquals(relay.callers.size(), sessions.size());
    }

    @Test
    void aNodeThatIsNotReadyOrDrainsIsLeftInPeace() {
        probes.answered(NODE, answer("active", false));
        probes.answered(NODE, answer("draining", true));
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(5)).until(relay.requests::isEmpty);
    }

    @Test
    void probesComeFromTheConfiguredAddress() throws Exception {
        probes.close();
        probes = probes(Optional.of(InetAddress.ofLiteral("127.0.0.5")));
        awaitResults(1);
        assertEquals("127.0.0.5", relay.callers.getLast().getHostAddress());
    }

    @Test
    void aMachineThatGivesNoMediaTwiceRests() {
        relay.manner = RawRelay.Manner.REFUSING;
        awaitResults(2);
        await().atMost(Duration.ofSeconds(20)).until(() -> health.of(ALICE).caught().contains("gives no media"));
        assertEquals(1, bus.events.stream().filter(Event.NodeFailed.class::isInstance).count());
    }

    /** A viewer complains of a node that nobody would look at otherwise. */
    private void complaint(RawRelay.Manner manner) throws NoSuchAlgorithmException {
        probes.close();
        pace = new Probes.Pace(Duration.ofHours(1), Duration.ofHours(1));
        probes = probes(Optional.empty());
        relay.manner = manner;
        pulse();
        health.wrong(ALICE, "a viewer");
    }

    @Test
    void aComplaintBringsTheOriginToLook() throws NoSuchAlgorithmException {
        complaint(RawRelay.Manner.ALTERED);
        awaitResults(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> health.of(ALICE).caught().contains("other bytes"));
    }

    /** One look of several kinds would miss it more often than not. */
    @RepeatedTest(3)
    void whoLiesToOneKindOfViewerOnlyIsCaughtByOneComplaint() throws NoSuchAlgorithmException {
        complaint(RawRelay.Manner.ALTERED_PARTS_FOR_BROWSERS);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            pulse();
            return health.of(ALICE).caught().contains("other bytes");
        });
    }
}
