package dev.streamr.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.FlvTag;
import dev.streamr.api.JoinedOrigin;
import dev.streamr.api.Protocol;
import dev.streamr.api.Publication;
import dev.streamr.api.StreamInfo;
import dev.streamr.api.TagReader;
import dev.streamr.relay.pulse.PulseAnswer;
import dev.streamr.relay.testing.Broadcast;
import dev.streamr.relay.testing.MediaFiles.Manner;
import dev.streamr.relay.testing.TestMachine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An origin and its friends over real HTTP: what comes out of a relay, and what happens when somebody misbehaves. */
class RelayingTest {

    private RelayNet net;

    @BeforeEach
    void start() throws IOException {
        net = new RelayNet();
    }

    @AfterEach
    void stop() {
        net.close();
    }

    @Test
    void aRelaysWindowEqualsTheOrigins() throws IOException {
        Broadcast show = Broadcast.begin(net.origin(), "show", 100);
        show.segments(5);
        TestMachine alice = net.friend("alice");
        net.order(alice, "show");
        show.parts(3);
        net.awaitEqual(alice, "show");
        assertEquals(102, RelayNet.window(alice, "show").segments().getFirst().mediaSequence());
        net.play(show, alice, 47);
        assertEquals(8, RelayNet.window(alice, "show").segments().size());
        assertEquals(1, alice.streams().stream("show").publications());
        assertEquals(0, alice.metric("streamr_relay_pull_failures_total", "reason", "late"));
    }

    @Test
    void aRelayBehindARelayGetsItsBytesFromThere() throws IOException {
        Broadcast show = Broadcast.begin(net.origin(), "show", 0);
        show.segments(4);
        TestMachine alice = net.friend("alice");
        TestMachine bob = net.friend("bob");
        net.order(alice, "show");
        net.awaitEqual(alice, "show");
        net.order(bob, "show", alice);
        net.awaitEqual(bob, "show");
        int before = alice.media().partsSent();
        int origins = net.origin().media().partsSent();
        net.play(show, bob, 20);
        assertTrue(alice.media().partsSent() - before >= 19, "from the parent");
        assertTrue(net.origin().media().partsSent() - origins <= 22, "the origin sends each part once");
        await().atMost(RelayNet.PATIENCE)
                .until(() -> net.carried(alice).filter(carried -> carried.children() == 1).isPresent());
    }

    @Test
    void wrongBytesAreThrownAwayFetchedElsewhereAndHeldAgainstTheParent() throws IOException {
        Broadcast show = Broadcast.begin(net.origin(), "show", 0);
        show.segments(4);
        TestMachine alice = net.friend("alice");
        TestMachine bob = net.friend("bob");
        net.order(alice, "show");
        net.awaitEqual(alice, "show");
        alice.media().manner(Manner.WRONG_BYTES);
        net.order(bob, "show", alice);
        net.awaitEqual(bob, "show");
        net.play(show, bob, 10);
        assertTrue(bob.metric("streamr_relay_hash_mismatches_total") >= 1);
        await().atMost(RelayNet.PATIENCE).until(() -> net.answer(bob).wrong().getOrDefault("alice", 0L) >= 1);
        assertTrue(bob.metric("streamr_relay_hash_mismatches_total") <= 8, "it is not asked again and again");
    }

    @ParameterizedTest
    @EnumSource(names = {"FROZEN", "FAILING", "EMPTY"})
    void aParentThatFailsInMidStreamCostsNoPart(Manner manner) throws IOException {
        Broadcast show = Broadcast.begin(net.origin(), "show", 0);
        show.segments(4);
        TestMachine alice = net.friend("alice");
        TestMachine bob = net.friend("bob");
        net.order(alice, "show");
        net.awaitEqual(alice, "show");
        net.order(bob, "show", alice);
        net.awaitEqual(bob, "show");
        net.play(show, bob, 7);
        alice.media().manner(manner);
        long begun = System.nanoTime();
        net.play(show, bob, 1);
        long tookMillis = (System.nanoTime() - begun) / 1_000_000;
        net.play(show, bob, 12);
        assertTrue(tookMillis < 1_500, "the part came after " + tookMillis + " ms");
        alice.media().manner(Manner.RIGHT);
    }

    @Test
    void theOriginIsAwayForAWhileAndViewersPlayOnAndItResumesByItself() throws IOException {
        Broadcast show = Broadcast.begin(net.origin(), "show", 0);
        show.segments(4);
        TestMachine alice = net.carrier("alice", "show");
        net.origin().stop();
        show.parts(7);
        await().atMost(RelayNet.PATIENCE)
                .until(() -> net.carried(alice).filter(carried -> !carried.ready()).isPresent());
        assertFalse(RelayNet.window(alice, "show").ended());
        net.origin().start();
        net.awaitEqual(alice, "show");
        assertEquals(1, alice.streams().stream("show").publications(), "without a hole");
        net.play(show, alice, 5);
    }

    @Test
    void aLeapInTheOriginsNumbersBeginsAnew() throws IOException {
        Broadcast.begin(net.origin(), "show", 0).segments(4);
        TestMachine alice = net.carrier("alice", "show");
        Broadcast again = Broadcast.begin(net.origin(), "show", 1_000).breakWith("fedcba9876543210");
        again.segments(3);
        net.awaitEqual(alice, "show");
        assertEquals(1_000, RelayNet.window(alice, "show").segments().getFirst().mediaSequence());
        assertEquals("fedcba9876543210", RelayNet.window(alice, "show").segments().getFirst().init().id());
    }

    @Test
    void afterACrashOfTheOriginDiscontinuitiesAreCountedAsThere() throws IOException {
        Broadcast.begin(net.origin(), "show", 0).segments(4);
        TestMachine alice = net.carrier("alice", "show");
        net.origin().stop();
        net.origin().streams().forget("show");
        Broadcast again = Broadcast.afterCrash(net.origin(), "show", 4, 64);
        net.origin().start();
        again.segments(2);
        net.awaitEqual(alice, "show");
        net.play(again, alice, 6);
        assertEquals(64, RelayNet.window(alice, "show").segments().getFirst().discontinuitySequence());
    }

    @Test
    void aPublisherWhoWasCutOffAndComesBackIsFollowed() throws IOException {
        Broadcast first = Broadcast.begin(net.origin(), "show", 0);
        first.segments(3);
        first.parts(2);
        TestMachine alice = net.carrier("alice", "show");
        first.publication().close(Publication.End.INTERRUPTED);
        Broadcast second = Broadcast.begin(net.origin(), "show", 4).breakWith("fedcba9876543210");
        net.play(second, alice, 11);
        assertEquals(1, RelayNet.window(alice, "show").segments().getLast().discontinuitySequence());
    }

    @Test
    void aStreamThatIsOverIsOverAtTheRelay() throws IOException {
        Broadcast show = Broadcast.begin(net.origin(), "show", 0);
        show.segments(4);
        TestMachine alice = net.carrier("alice", "show");
        show.parts(2);
        show.publication().close(Publication.End.FINISHED);
        net.awaitEqual(alice, "show");
        assertTrue(RelayNet.window(alice, "show").ended());
    }

    /** Viewers who have not left yet keep it ordered for a while. */
    @Test
    void aStreamThatIsOverIsNoTroubleOfTheRelays() throws IOException {
        Broadcast show = Broadcast.begin(net.origin(), "show", 0);
        show.segments(4);
        TestMachine alice = net.carrier("alice", "show");
        show.publication().close(Publication.End.FINISHED);
        await().atMost(RelayNet.PATIENCE).until(() -> net.carried(alice)
                .filter(carried -> !carried.ready() && carried.why().equals("the stream is over")).isPresent());
        // Longer than a stream may take to get ready.
        await().during(Duration.ofSeconds(6)).atMost(RelayNet.PATIENCE).until(() -> net.side(alice).readiness().up());
        Broadcast again = Broadcast.begin(net.origin(), "show", 4);
        again.segments(1);
        net.play(again, alice, 5);
        await().atMost(RelayNet.PATIENCE)
                .until(() -> net.carried(alice).filter(PulseAnswer.Carried::ready).isPresent());
    }

    @Test
    void whatIsLostAtTheOriginIsAGapAtTheRelay() throws IOException {
        Broadcast show = Broadcast.begin(net.origin(), "show", 0);
        show.segments(4);
        TestMachine alice = net.carrier("alice", "show");
        show.parts(1);
        show.gap();
        net.play(show, alice, 5);
        assertTrue(RelayNet.window(alice, "show").segment(4).orElseThrow().parts().get(1).gap());
    }

    @Test
    void aStreamWithoutAnOrderIsLetGo() throws IOException {
        Broadcast show = Broadcast.begin(net.origin(), "show", 0);
        show.segments(4);
        TestMachine alice = net.carrier("alice", "show");
        net.orderNothing(alice);
        await().atMost(RelayNet.PATIENCE).until(() -> net.answer(alice).carried().isEmpty());
        await().atMost(RelayNet.PATIENCE)
                .until(() -> alice.streams().stream("show").info().state() == StreamInfo.State.INTERRUPTED);
        await().atMost(RelayNet.PATIENCE).until(() -> net.origin().metric("streamr_relay_feeds") == 0);
    }

    @Test
    void aStreamThatIsOrderedAgainNeverHasHalfASegment() throws IOException {
        Broadcast show = Broadcast.begin(net.origin(), "show", 0);
        show.segments(4);
        show.parts(2);
        TestMachine alice = net.carrier("alice", "show");
        net.orderNothing(alice);
        await().atMost(RelayNet.PATIENCE).until(() -> net.answer(alice).carried().isEmpty());
        show.segments(1);
        net.order(alice, "show");
        show.segments(1);
        net.awaitEqual(alice, "show");
        net.play(show, alice, 10);
        assertEquals(2, alice.streams().stream("show").publications());
    }

    @Test
    void aStreamThatIsPublishedHereIsNotOverwritten() throws IOException {
        Broadcast.begin(net.origin(), "show", 0).segments(4);
        TestMachine alice = net.friend("alice");
        Broadcast own = Broadcast.begin(alice, "show", 7);
        own.segments(1);
        net.order(alice, "show");
        await().atMost(RelayNet.PATIENCE).until(() -> net.answer(alice).carried().stream()
                .anyMatch(carried -> carried.why().contains("published here")));
        assertFalse(own.publication().superseded());
    }

    @Test
    void theFeedIsLessThanAHundredthOfTheMedia() throws IOException {
        Broadcast show = Broadcast.begin(net.origin(), "show", 0, 50_000); // 2 Mbit/s
        TestMachine alice = net.friend("alice");
        show.segments(4);
        net.order(alice, "show");
        net.awaitEqual(alice, "show");
        double before = net.origin().metric("streamr_relay_feed_bytes_total");
        net.play(show, alice, 50);
        double feed = net.origin().metric("streamr_relay_feed_bytes_total") - before;
        assertTrue(feed < 0.01 * 50 * 50_000, "the feed had " + feed + " bytes");
    }

    @Test
    void readinessSaysWhatIsWrong() throws IOException {
        TestMachine alice = net.friend("alice");
        await().atMost(RelayNet.PATIENCE).until(() -> net.side(alice).readiness().up());
        alice.wish(JoinedOrigin.Wish.PAUSED, "the owner plays");
        assertEquals("it is paused: the owner plays", net.side(alice).readiness().reason());
        alice.wish(JoinedOrigin.Wish.ACTIVE, "");
        net.hush();
        await().atMost(RelayNet.PATIENCE).until(() -> !net.side(alice).readiness().up());
        assertTrue(net.side(alice).readiness().reason().startsWith("no word from the origin for"));
        await().atMost(RelayNet.PATIENCE).until(() -> alice.metric("streamr_relay_up") == 0);
    }

    @Test
    void tagsGoThroughTwoRelaysWhileSomebodyFollows() throws IOException {
        Broadcast show = Broadcast.begin(net.origin(), "show", 0);
        show.segments(4);
        TestMachine alice = net.friend("alice");
        TestMachine bob = net.friend("bob");
        net.order(alice, "show");
        net.awaitEqual(alice, "show");
        net.order(bob, "show", alice);
        net.awaitEqual(bob, "show");
        List<FlvTag> tags = List.of(tag(FlvTag.Kind.VIDEO_HEADER, 0), tag(FlvTag.Kind.VIDEO_KEYFRAME, 0),
                tag(FlvTag.Kind.AUDIO, 5), tag(FlvTag.Kind.VIDEO, 40));
        tags.forEach(show.publication()::tag);
        assertTrue(bob.streams().stream("show").tags().isEmpty(), "nobody follows yet");
        try (TagReader viewer = bob.streams().stream("show").follow(Protocol.HTTP_FLV)) {
            await().atMost(RelayNet.PATIENCE).until(() -> bob.streams().stream("show").tags().size() == 4);
            show.publication().tag(tag(FlvTag.Kind.VIDEO, 80));
            await().atMost(RelayNet.PATIENCE).until(() -> bob.streams().stream("show").tags().size() == 5);
            assertEquals(0, viewer.skippedTags());
        }
        List<FlvTag> came = bob.streams().stream("show").tags();
        for (int i = 0; i < tags.size(); i++) {
            assertEquals(tags.get(i).kind(), came.get(i).kind());
            assertEquals(tags.get(i).timestampMillis(), came.get(i).timestampMillis());
            assertArrayEquals(tags.get(i).payload(), came.get(i).payload());
        }
        await().atMost(RelayNet.PATIENCE).until(() -> net.origin().streams().stream("show").info().viewers().isEmpty());
    }

    private static FlvTag tag(FlvTag.Kind kind, long millis) {
        return new FlvTag(kind, millis, new byte[]{(byte) kind.flvType(), 1, 2, (byte) millis});
    }
}
