package dev.streamr.relay.origin.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.relay.origin.node.Standing.State;
import org.junit.jupiter.api.Test;

class StandingTest {

    @Test
    void aNodeThatHasNeverAnsweredIsGoodWithItsFirstAnswerAndThenLikeAnyOther() {
        Standing silent = Standing.NEW.missed(false).missed(true);
        assertEquals(State.FAILING, silent.state());
        Standing good = silent.answered();
        assertEquals(new Standing(State.GOOD, 0, Standing.NEW.needed()), good);
        assertEquals(State.FAILING, answered(good.missed(true), 2).state());
    }

    private static Standing answered(Standing standing, int times) {
        Standing now = standing;
        for (int i = 0; i < times; i++) {
            now = now.answered();
        }
        return now;
    }

    private static int untilGood(Standing failing) {
        int answers = 0;
        for (Standing now = failing; now.state() == State.FAILING; now = now.answered()) {
            answers++;
        }
        return answers;
    }

    @Test
    void oneMissingAnswerMakesItSuspectAndASecondFailing() {
        Standing suspect = Standing.NEW.answered().missed(false);
        assertEquals(State.SUSPECT, suspect.state());
        assertTrue(suspect.serves());
        assertEquals(State.FAILING, suspect.missed(false).state());
    }

    @Test
    void aRefusedConnectionLeavesNoDoubt() {
        assertEquals(State.FAILING, Standing.NEW.answered().missed(true).state());
    }

    @Test
    void aSuspectIsGoodAfterTwoAnswers() {
        Standing suspect = Standing.NEW.answered().missed(false);
        assertEquals(State.SUSPECT, suspect.answered().state());
        assertEquals(State.GOOD, suspect.answered().answered().state());
    }

    @Test
    void theMoreOftenItFailsTheLongerItTakes() {
        Standing once = Standing.NEW.answered().missed(true);
        assertEquals(3, untilGood(once));
        Standing twice = answered(once, 3).missed(true);
        assertEquals(6, untilGood(twice));
        Standing always = twice;
        for (int i = 0; i < 10; i++) {
            always = answered(always, 30).missed(true);
        }
        assertEquals(30, untilGood(always));
    }

    @Test
    void aCalmMinuteIsRewarded() {
        Standing twice = answered(Standing.NEW.answered().missed(true), 3);
        assertEquals(3, untilGood(answered(twice, 60).missed(true)));
    }

    @Test
    void answersBetweenFailuresDoNotAddUp() {
        Standing failing = Standing.NEW.answered().missed(true);
        assertEquals(State.FAILING, answered(answered(failing, 2).missed(false), 2).state());
    }
}
