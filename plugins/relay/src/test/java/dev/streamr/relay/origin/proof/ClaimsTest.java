package dev.streamr.relay.origin.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.streamr.api.Contribution.DeliveryClaim;
import dev.streamr.api.Contribution.ViewerReceipt;
import dev.streamr.api.Contribution.ViewerReceipt.Basis;
import dev.streamr.api.Node;
import dev.streamr.api.NodeLoad;
import dev.streamr.api.NodeName;
import dev.streamr.api.NodePath;
import dev.streamr.api.StreamName;
import dev.streamr.relay.origin.session.OpenSessions;
import dev.streamr.relay.origin.session.Session;
import dev.streamr.relay.origin.session.SessionBook;
import dev.streamr.relay.pulse.PulseAnswer;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClaimsTest {

    private static final String ALICE_ID = OpenSessions.idOf("alice");
    private static final Node ALICE = new Node(ALICE_ID, new NodeName("alice"), Node.State.ACTIVE, Optional.empty(),
            List.of(), NodePath.unknown("not tried"), NodeLoad.NONE);

    private final AtomicLong seconds = new AtomicLong(100);
    private final MemoryLog log = new MemoryLog();
    private final Claims claims = new Claims(log, new ProofMetrics(new CollectorRegistry(true)), InstantSource.system(),
            () -> seconds.get() * 1_000_000_000);

    private void pulse(long second, long egressBytes) {
        seconds.set(second);
        claims.answered(ALICE, new PulseAnswer(ALICE_ID, "b", 1, "active", "", egressBytes,
                List.of(new PulseAnswer.Carried("show", 1, 1, true, 3, 0, egressBytes, 0, "")), Map.of(), Map.of(),
                Map.of()));
    }

    private List<Long> claimed() {
        return log.of(DeliveryClaim.class).stream().map(DeliveryClaim::bytes).toList();
    }

    @Test
    void countersBecomeOneClaimEveryTenSeconds() {
        for (int second = 0; second <= 25; second++) {
            pulse(100 + second, 5_000 + 1_000L * second);
        }
        assertEquals(List.of(10_000L, 10_000L), claimed());
        DeliveryClaim first = log.of(DeliveryClaim.class).getFirst();
        assertEquals(Duration.ofSeconds(10), first.interval());
        assertEquals(3, first.viewers());
    }

    @Test
    void aCounterThatFellBeganAnew() {
        pulse(100, 50_000);
        pulse(103, 2_000);
        assertEquals(List.of(2_000L), claimed());
        pulse(113, 6_000);
        assertEquals(List.of(2_000L, 4_000L), claimed());
    }

    @Test
    void whatNoLineCanCarryIsNotClaimed() {
        pulse(100, 0);
        pulse(110, Long.MAX_VALUE);
        assertEquals(List.of(12_500_000_000L), claimed());
        assertThrows(IllegalArgumentException.class, () -> pulse(120, -5));
    }

    @Test
    void namedSegmentsBecomeOneWordEveryTenSecondsAndOneAtTheEnd() {
        StreamName show = new StreamName("show");
        SessionBook book = new SessionBook(InstantSource.system(), () -> seconds.get() * 1_000_000_000);
        NamedDeliveries named = new NamedDeliveries(book, log, InstantSource.system());
        Session session = OpenSessions.open(book, show, Session.Kind.NAMED, "alice");
        for (int i = 0; i < 7; i++) {
            named.named(session, new NodeName("alice"), ALICE_ID, 1_000, 1, Duration.ofSeconds(2));
        }
        assertEquals(List.of(5_000L), log.of(ViewerReceipt.class).stream().map(ViewerReceipt::bytes).toList());
        book.end(session);
        assertEquals(List.of(5_000L, 2_000L), log.of(ViewerReceipt.class).stream().map(ViewerReceipt::bytes).toList());
        named.named(session, new NodeName("alice"), ALICE_ID, 300, 1, Duration.ofSeconds(2));
        assertEquals(300, log.of(ViewerReceipt.class).getLast().bytes(), "what comes late is written at once");
        assertEquals(Basis.NAMED, log.of(ViewerReceipt.class).getFirst().basis());
        assertEquals(5, log.of(ViewerReceipt.class).getFirst().requests());
    }
}
