package dev.streamr.daemon.demo.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.daemon.demo.viewer.Playout.Felt;
import org.junit.jupiter.api.Test;

/** A player's buffer, with a clock of the test's own. */
class PlayoutTest {

    private static final long MILLI = 1_000_000;
    private static final long HOLD_BACK = 600 * MILLI;

    private final Playout playout = new Playout();
    private long now = 5_000 * MILLI;
    private long program;

    /** One part of 200 ms. */
    private void part() {
        program += 200_000;
        playout.arrive(200_000, program, now);
    }

    private void pass(long millis) {
        now += millis * MILLI;
    }

    private Felt felt() {
        return playout.felt(now, program);
    }

    private void started() {
        for (int i = 0; i < 5; i++) {
            part();
        }
        playout.ready(HOLD_BACK, now);
    }

    @Test
    void nothingIsFeltBeforeThePictureMoves() {
        pass(10_000);
        assertEquals(new Felt(false, 0, 0, 0, 0, 0, 0), felt());
    }

    @Test
    void itBeginsAtTheHoldBack() {
        started();
        assertEquals(600, felt().latencyMillis());
        assertTrue(felt().playing());
    }

    @Test
    void partsThatComeInTimeMakeNoStall() {
        started();
        for (int i = 0; i < 50; i++) {
            pass(200);
            part();
        }
        assertEquals(0, felt().stalls());
        assertEquals(200, felt().longestGapMillis());
        assertEquals(600, felt().latencyMillis());
    }

    @Test
    void aGapLongerThanTheBufferIsAStallOfTheRest() {
        started();
        pass(1_400);
        assertFalse(felt().playing());
        part();

        assertEquals(1, felt().stalls());
        assertEquals(1, felt().longStalls());
        assertEquals(800, felt().stalledMillis());
        assertEquals(800, felt().longestStallMillis());
        assertEquals(1_400, felt().longestGapMillis());
    }

    @Test
    void aStallIsOneHoweverOftenOneLooks() {
        started();
        for (int i = 0; i < 20; i++) {
            pass(50);
            var _ = felt();
        }
        assertEquals(1, felt().stalls());
        assertEquals(0, felt().longStalls());
        assertEquals(400, felt().stalledMillis());
    }

    @Test
    void aStandStillOfThreePicturesIsNotSeen() {
        started();
        pass(690);
        part();
        assertEquals(0, felt().stalls());
        assertEquals(0, felt().stalledMillis());
    }

    @Test
    void whatLiesBehindAfterAStallIsCaughtUp() {
        started();
        pass(1_600);
        part();
        for (int i = 0; i < 4; i++) {
            part();
        }
        long behind = felt().latencyMillis();
        for (int i = 0; i < 20; i++) {
            pass(200);
            part();
        }
        assertTrue(felt().latencyMillis() < behind, felt().toString());
    }

    @Test
    void aMarkForgetsTheLongest() {
        started();
        pass(1_400);
        part();
        playout.mark(now);
        pass(100);

        assertEquals(0, felt().longestStallMillis());
        assertEquals(100, felt().longestGapMillis());
        assertEquals(1, felt().stalls());
    }
}
