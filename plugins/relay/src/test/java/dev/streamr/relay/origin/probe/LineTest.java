package dev.streamr.relay.origin.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Node;
import dev.streamr.api.NodeLoad;
import dev.streamr.api.NodeName;
import dev.streamr.api.NodePath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LineTest {

    private static final Node NODE = new Node("alice-id", new NodeName("alice"), Node.State.ACTIVE, Optional.empty(),
            List.of(), NodePath.unknown("not tried"), NodeLoad.NONE);

    /** How long is waited after each of these figures. */
    private static List<Duration> gaps(long... bits) {
        Line line = Line.fresh(NODE, true, 0, 0);
        assertEquals(0, line.dueAt());
        List<Duration> gaps = new ArrayList<>();
        for (long figure : bits) {
            line = line.measured(figure, 0);
            gaps.add(Duration.ofNanos(line.dueAt()));
        }
        return gaps;
    }

    @Test
    void theFirstFigureIsLookedAtOnceMoreSoon() {
        assertEquals(List.of(Line.AGAIN, Line.SOON), gaps(1_400_000, 5_000_000));
        assertEquals(List.of(Line.AGAIN, Line.SOON), gaps(5_000_000, 5_000_000));
    }

    @Test
    void aSteadyLineIsLeftInPeaceForLongerAndLonger() {
        List<Duration> gaps = gaps(LongStream.generate(() -> 5_000_000).limit(10).toArray());
        assertEquals(List.of(Line.AGAIN, Line.SOON, Line.SOON.multipliedBy(2), Line.SOON.multipliedBy(4)),
                gaps.subList(0, 4));
        assertEquals(Line.LATE, gaps.getLast());
    }

    @Test
    void aFigureThatIsFarFromTheLastIsLookedAtOnceMore() {
        assertEquals(List.of(Line.AGAIN, Line.SOON, Line.AGAIN, Line.SOON),
                gaps(5_000_000, 5_000_000, 1_000_000, 5_000_000));
    }

    @Test
    void aLineThatIsNeverSteadyIsMeasuredTwiceInTenMinutesAtMost() {
        Duration all = gaps(LongStream.iterate(1_000_000, bits -> bits * 2).limit(12).toArray()).stream()
                .reduce(Duration.ZERO, Duration::plus);
        assertTrue(all.compareTo(Line.SOON.multipliedBy(6)) >= 0, all.toString());
    }

    @Test
    void theSecondLookWaitsUntilNobodyUsesTheLineButNotForEver() {
        Line line = Line.fresh(NODE, true, 0, 0).measured(5_000_000, 0);
        long again = Line.AGAIN.toNanos();
        assertFalse(line.isDue(again - 1));
        assertTrue(line.isDue(again));
        Line watched = line.heard(NODE, true, 1, 0);
        assertFalse(watched.isDue(again));
        assertTrue(watched.isDue(Line.SOON.toNanos()));
    }

    @Test
    void aLineInUseAndOneWhoseOwnerWantsNoViewersAreLeftInPeace() {
        assertTrue(Line.fresh(NODE, true, 2, 0).isDue(0));
        assertFalse(Line.fresh(NODE, true, 3, 0).isDue(0));
        assertFalse(Line.fresh(NODE, false, 0, 0).isDue(0));
    }

    @Test
    void whatCouldNotBeMeasuredIsTriedAfterAMinuteAndForgetsNothing() {
        assertEquals(List.of(Line.AGAIN, Line.AFTER_FAILURE, Line.SOON), gaps(5_000_000, 0, 5_000_000));
    }
}
