package dev.streamr.daemon.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.DataSize;
import dev.streamr.api.Segment;
import dev.streamr.api.SegmentWindow.Snapshot;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveWindowTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final StreamsConfig.Window BOUNDS = new StreamsConfig.Window(Duration.ofSeconds(8),
            DataSize.ofMebibytes(1), DataSize.ofMebibytes(2));

    private final CollectorRegistry registry = new CollectorRegistry();
    private final WindowBudget budget = new WindowBudget(BOUNDS.totalBytes(), new StreamMetrics(registry));
    private final LiveWindow window = window();

    @Test
    void segmentsSlideOutWhenTheyAreTooOld() {
        segments(window, 10, 17, 100);
        assertEquals(List.of(14L, 15L, 16L, 17L), sequences(window));
        assertTrue(window.snapshot().reached(17, -1));
        assertFalse(window.snapshot().reached(18, 0));
    }

    @Test
    void atLeastThreeSegmentsStay() {
        LiveWindow small = new LiveWindow(new StreamsConfig.Window(Duration.ofSeconds(6), null, null), budget);
        small.publisher(1);
        small.targets(1, 2_000_000, 500_000, 0);
        segments(small, 0, 9, 100);
        assertEquals(List.of(7L, 8L, 9L), sequences(small));
    }

    @Test
    void tooManyBytesTakeTheOldestAndAreCounted() {
        segments(window, 0, 3, 100_000);
        assertEquals(List.of(2L, 3L), sequences(window));
        assertEquals(2.0, registry.getSampleValue("streamr_window_dropped_total", new String[]{"reason"},
                new String[]{"max-bytes"}));
    }

    @Test
    void aSegmentThatAloneIsTooBigGoesOnAsAGap() {
        window.add(1, TestMedia.part(0, 0, 900_000));
        window.add(1, TestMedia.part(0, 1, 900_000));
        Segment only = window.snapshot().segments().getFirst();
        assertTrue(only.gap());
        assertEquals(900_000, only.sizeBytes());
    }

    @Test
    void allWindowsTogetherStayWithinTheTotal() {
        LiveWindow second = window();
        LiveWindow third = window();
        segments(window, 0, 1, 100_000);
        segments(second, 10, 11, 100_000);
        segments(third, 20, 21, 100_000);
        assertEquals(List.of(1L), sequences(window));
        assertEquals(List.of(10L, 11L), sequences(second));
        assertEquals(2_000_000.0, registry.getSampleValue("streamr_window_bytes"));
    }

    @Test
    void aPartThatDoesNotFollowIsRefused() {
        window.add(1, TestMedia.part(5, 0));
        assertThrows(IllegalArgumentException.class, () -> window.add(1, TestMedia.part(5, 2)));
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> window.add(1, TestMedia.part(6, 0)));
        assertEquals("part: got 6.0, but 5.1 follows", refused.getMessage());
        assertEquals(1, window.snapshot().segments().getFirst().parts().size());
    }

    @Test
    void aNewPublisherGoesOnAfterWhatItsPredecessorLeftUnfinished() {
        segments(window, 4, 4, 100);
        window.add(1, TestMedia.part(5, 0));
        window.publisher(2);
        window.add(1, TestMedia.part(5, 1));
        window.add(2, TestMedia.part(6, 0, 100, true));
        Snapshot now = window.snapshot();
        assertEquals(List.of(4L, 5L, 6L), sequences(window));
        assertTrue(now.segments().get(1).complete());
        assertEquals(List.of(7L, 7L, 8L), now.segments().stream().map(Segment::discontinuitySequence).toList());
        window.publisher(3);
        assertThrows(IllegalArgumentException.class, () -> window.add(3, TestMedia.part(6, 0)));
        window.add(3, TestMedia.part(40, 0, 100, true));
        assertEquals(List.of(40L), sequences(window));
        assertEquals(9, window.snapshot().segments().getFirst().discontinuitySequence());
    }

    @Test
    void theFirstSegmentsOwnDiscontinuityIsInTheFirstNumber() {
        window.add(1, TestMedia.part(0, 0, 100, true));
        assertEquals(7, window.snapshot().segments().getFirst().discontinuitySequence());
    }

    @Test
    void onlyTheFirstTargetsCount() {
        window.targets(1, 5_000_000, 900_000, 0);
        assertEquals(2_000_000, window.snapshot().targetDurationMicros());
        assertThrows(IllegalArgumentException.class, () -> fresh().targets(1, 1_500_000, 1, 0));
    }

    @Test
    void aPublicationThatLeapsBringsItsOwnTargetsAndDiscontinuitySequence() {
        segments(window, 4, 4, 100);
        window.publisher(2);
        window.targets(2, 5_000_000, 900_000, 20);
        assertEquals(2_000_000, window.snapshot().targetDurationMicros());
        window.add(2, TestMedia.part(9, 0, 100, true));
        assertEquals(5_000_000, window.snapshot().targetDurationMicros());
        assertEquals(900_000, window.snapshot().partTargetMicros());
        assertEquals(20, window.snapshot().segments().getFirst().discontinuitySequence());
    }

    @Test
    void aPublicationThatGoesOnKeepsTheTargetsThatAreThere() {
        segments(window, 4, 4, 100);
        window.publisher(2);
        window.targets(2, 5_000_000, 900_000, 20);
        window.add(2, TestMedia.part(5, 0, 100, true));
        assertEquals(2_000_000, window.snapshot().targetDurationMicros());
        assertEquals(8, window.snapshot().segments().getLast().discontinuitySequence());
    }

    @Test
    void aWaiterIsAnsweredWhenItsPartComesOrTheStreamEnds() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Snapshot> part = waiting(threads, () -> window.await(0, 1, LONG));
            CompletableFuture<Snapshot> whole = waiting(threads, () -> window.await(0, -1, LONG));
            CompletableFuture<Snapshot> never = waiting(threads, () -> window.await(9, 0, LONG));
            window.add(1, TestMedia.part(0, 0));
            window.add(1, TestMedia.part(0, 1));
            assertTrue(part.get(20, TimeUnit.SECONDS).reached(0, 1));
            window.add(1, TestMedia.part(0, 2));
            window.add(1, TestMedia.part(0, 3));
            assertTrue(whole.get(20, TimeUnit.SECONDS).reached(0, -1));
            assertFalse(never.isDone());
            window.end();
            assertTrue(never.get(20, TimeUnit.SECONDS).ended());
        }
    }

    @Test
    void whoWaitsForAChangeSeesItAndTimePassesOtherwise() throws Exception {
        Snapshot before = window.snapshot();
        assertSame(before, window.awaitChange(before.version(), Duration.ofMillis(1)));
        window.add(1, TestMedia.part(0, 0));
        assertEquals(before.version() + 1, window.awaitChange(before.version(), LONG).version());
    }

    @Test
    void anEndedWindowLivesAgainWithItsNextPublisher() {
        segments(window, 0, 0, 100);
        window.end();
        assertTrue(window.snapshot().ended());
        window.publisher(2);
        assertFalse(window.snapshot().ended());
        window.add(2, TestMedia.part(1, 0, 100, true));
        assertEquals(List.of(0L, 1L), sequences(window));
    }

    private interface Wait {
        Snapshot now() throws InterruptedException;
    }

    private static CompletableFuture<Snapshot> waiting(Executor threads, Wait wait) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return wait.now();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }, threads);
    }

    private LiveWindow fresh() {
        LiveWindow made = new LiveWindow(BOUNDS, budget);
        budget.enter(made);
        made.publisher(1);
        return made;
    }

    private LiveWindow window() {
        LiveWindow made = fresh();
        made.targets(1, 2_000_000, 500_000, 7);
        return made;
    }

    private static void segments(LiveWindow window, long from, long to, int partSize) {
        for (long sequence = from; sequence <= to; sequence++) {
            for (int index = 0; index < 4; index++) {
                window.add(1, TestMedia.part(sequence, index, partSize));
            }
        }
    }

    private static List<Long> sequences(LiveWindow window) {
        return window.snapshot().segments().stream().map(Segment::mediaSequence).toList();
    }
}
