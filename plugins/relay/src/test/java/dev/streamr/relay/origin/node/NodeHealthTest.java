package dev.streamr.relay.origin.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.NodeName;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NodeHealthTest {

    private static final NodeName ALICE = new NodeName("alice");
    private static final long MEGABYTE = 1_000_000;

    private final AtomicLong nanos = new AtomicLong();
    private final NodeHealth health = new NodeHealth(nanos::get);

    private void seconds(int count, int viewers) {
        for (int i = 0; i < count; i++) {
            nanos.addAndGet(1_000_000_000L);
            health.second(ALICE, viewers);
        }
    }

    @Test
    void manyComplaintsCutTheTrustAtOnceAndTimeRestoresItSlowly() {
        for (int i = 0; i < 5; i++) {
            health.late(ALICE);
        }
        seconds(1, 10);
        double cut = health.of(ALICE).trust();
        assertTrue(cut <= 0.7, "trust " + cut);
        seconds(5, 10);
        assertTrue(health.of(ALICE).trust() < 0.85);
        seconds(20, 10);
        assertEquals(1, health.of(ALICE).trust());
    }

    @Test
    void aFewComplaintsAmongManyViewersAreNoReason() {
        for (int i = 0; i < 10; i++) {
            health.late(ALICE);
        }
        seconds(1, 200);
        assertEquals(1, health.of(ALICE).trust());
        assertEquals(10, health.of(ALICE).late());
    }

    @Test
    void wrongBytesWeighMore() {
        health.wrong(ALICE);
        seconds(1, 5);
        assertTrue(health.of(ALICE).trust() < 1);
    }

    @Test
    void aRestEndsByItselfAndTheNextIsLonger() {
        health.rests(ALICE, "no media");
        seconds(29, 3);
        assertEquals("no media", health.of(ALICE).caught());
        seconds(1, 3);
        assertEquals("", health.of(ALICE).caught());
        health.rests(ALICE, "no media");
        seconds(59, 3);
        assertEquals("no media", health.of(ALICE).caught());
        seconds(1, 3);
        health.right(ALICE);
        health.right(ALICE);
        health.rests(ALICE, "no media");
        seconds(30, 3);
        assertEquals("", health.of(ALICE).caught());
    }

    @Test
    void complaintsAreToldOnceAndOwnFindingsAreNone() {
        health.late(ALICE);
        assertFalse(health.complained(ALICE));
        health.late(ALICE, "viewer");
        assertTrue(health.complained(ALICE));
        assertFalse(health.complained(ALICE));
    }

    private void complain(String witness) {
        for (int i = 0; i < 3; i++) {
            health.late(ALICE, witness);
            health.failed(ALICE, witness);
        }
        health.wrong(ALICE, witness);
    }

    @Test
    void oneWitnessWhoComplainsWithoutEndMakesNoNodeFall() {
        for (int i = 0; i < 60; i++) {
            complain("liar");
            seconds(1, 1);
        }
        assertEquals(1, health.of(ALICE).trust());
        assertEquals(180, health.of(ALICE).late());
    }

    @Test
    void twoWitnessesAreMoreThanOne() {
        complain("one");
        complain("other");
        seconds(1, 2);
        assertTrue(health.of(ALICE).trust() < 1);
    }

    @Test
    void roundsThatAreHurriedAreNoSeconds() {
        health.wrong(ALICE);
        seconds(1, 0);
        double cut = health.of(ALICE).trust();
        for (int i = 0; i < 8; i++) {
            nanos.addAndGet(100_000_000L);
            health.second(ALICE, 0);
        }
        assertEquals(cut, health.of(ALICE).trust());
    }

    @Test
    void trustNeverFallsToNothing() {
        for (int i = 0; i < 100; i++) {
            health.wrong(ALICE);
            seconds(1, 1);
        }
        assertEquals(0.05, health.of(ALICE).trust());
    }

    @Test
    void deliveriesRaiseAnUplinkToTwiceOfWhatWasMeasured() {
        health.uplink(ALICE, 8_000_000);
        for (int i = 0; i <= 10; i++) {
            health.delivered(ALICE, 100 * MEGABYTE, Duration.ofSeconds(10));
            nanos.addAndGet(1_000_000_000L);
        }
        assertEquals(16_000_000, health.of(ALICE).uplinkBitsPerSecond());
    }

    @Test
    void slowDeliveriesLowerNothing() {
        health.uplink(ALICE, 8_000_000);
        for (int i = 0; i <= 10; i++) {
            health.delivered(ALICE, 1, Duration.ofSeconds(10));
            nanos.addAndGet(1_000_000_000L);
        }
        assertEquals(8_000_000, health.of(ALICE).uplinkBitsPerSecond());
    }

    @Test
    void whatTheOriginSawItselfStandsUntilItSeesBetter() {
        health.caught(ALICE, "it sent other bytes");
        seconds(100, 0);
        assertEquals("it sent other bytes", health.of(ALICE).caught());
        health.cleared(ALICE);
        assertEquals("", health.of(ALICE).caught());
    }

    @Test
    void whoIsGoneIsForgotten() {
        health.late(ALICE);
        health.keep(Set.of());
        assertEquals(Measured.NOTHING, health.of(ALICE));
    }
}
