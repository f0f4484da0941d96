package dev.streamr.playback.hls;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.SegmentWindow.Snapshot;
import dev.streamr.playback.http.Refusal;
import dev.streamr.playback.testing.Media;
import dev.streamr.playback.testing.MemoryWindow;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockingReloadTest {

    private final MemoryWindow window = new MemoryWindow(Duration.ofSeconds(2), Duration.ofMillis(200));

    @BeforeEach
    void begin() {
        Media.segment(window, 10);
        window.add(Media.part(11, 0, false));
    }

    private CompletableFuture<Snapshot> ask(String query) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return BlockingReload.await(window, ReloadDirectives.parse(query));
            } catch (Refusal | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }

    private CompletableFuture<Snapshot> askAndWait(String query) {
        CompletableFuture<Snapshot> answer = ask(query);
        await().until(() -> window.waiting() == 1);
        assertFalse(answer.isDone());
        return answer;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_HLS_msn=10", "_HLS_msn=9&_HLS_part=3", "_HLS_msn=11&_HLS_part=0", "token=_HLS_msn"})
    void whatIsThereIsAnsweredAtOnce(String query) {
        assertEquals(window.snapshot().version(), ask(query).join().version());
    }

    @Test
    void aPartIsWaitedFor() {
        CompletableFuture<Snapshot> answer = askAndWait("_HLS_msn=11&_HLS_part=1");
        window.add(Media.part(11, 1, false));
        assertTrue(answer.join().reached(11, 1));
    }

    @Test
    void aWholeSegmentIsWaitedFor() {
        CompletableFuture<Snapshot> answer = askAndWait("_HLS_msn=11");
        window.add(Media.part(11, 1, false));
        window.add(Media.part(11, 2, true));
        assertTrue(answer.join().segment(11).orElseThrow().complete());
    }

    @Test
    void aPartPastTheEndOfItsSegmentMeansTheFirstOfTheNext() {
        CompletableFuture<Snapshot> answer = askAndWait("_HLS_msn=11&_HLS_part=2");
        window.add(Media.part(11, 1, true));
        await().until(() -> window.waiting() == 1);
        window.add(Media.part(12, 0, false));
        assertTrue(answer.join().reached(12, 0));
    }

    @Test
    void aShortRestOfASegmentComesWithTheFirstPartOfTheNext() {
        CompletableFuture<Snapshot> answer = askAndWait("_HLS_msn=11&_HLS_part=1");
        window.add(Media.rest(11, 1, 9_000));
        await().until(() -> window.waiting() == 1);
        assertFalse(answer.isDone());
        window.add(Media.part(12, 0, false));
        assertTrue(answer.join().reached(12, 0));
    }

    @Test
    void aShortRestComesAloneWhenNothingFollows() {
        CompletableFuture<Snapshot> answer = askAndWait("_HLS_msn=11&_HLS_part=1");
        window.add(Media.rest(11, 1, 9_000));
        assertTrue(answer.join().segment(11).orElseThrow().complete());
    }

    @Test
    void theEndOfTheStreamAnswersEverybody() {
        CompletableFuture<Snapshot> answer = askAndWait("_HLS_msn=13");
        window.end();
        assertTrue(answer.join().ended());
    }

    @ParameterizedTest
    @ValueSource(strings = {"_HLS_msn=14", "_HLS_part=0", "_HLS_msn=x", "_HLS_msn=-1", "_HLS_msn=11&_HLS_part=",
            "_HLS_skip=perhaps", "_HLS_msn=11&_HLS_part=16", "_HLS_msn=99999999999999999999"})
    void whatCannotBeIsABadRequest(String query) {
        assertEquals(400, refusal(query));
    }

    @Test
    void threeTargetDurationsAreTheMostItWaits() {
        MemoryWindow quick = new MemoryWindow(Duration.ofMillis(1), Duration.ofMillis(1));
        Media.segment(quick, 0);
        Refusal refusal = assertThrows(Refusal.class,
                () -> BlockingReload.await(quick, ReloadDirectives.parse("_HLS_msn=1")));
        assertEquals(503, refusal.problem().status().code());
    }

    private int refusal(String query) {
        CompletionException thrown = assertThrows(CompletionException.class, () -> ask(query).join());
        return assertInstanceOf(Refusal.class, thrown.getCause()).problem().status().code();
    }
}
