package dev.streamr.daemon.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.DataSize;
import dev.streamr.api.FlvTag;
import dev.streamr.api.FlvTag.Kind;
import dev.streamr.api.TagEncoding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TagRingTest {

    private final TestClock clock = new TestClock();
    private final AtomicInteger viewers = new AtomicInteger();
    private final TagRing ring = new TagRing(new StreamsConfig.Tags(Duration.ofSeconds(4), DataSize.ofKibibytes(256),
            Duration.ofMillis(40), Duration.ofMillis(200), 200, DataSize.ofKibibytes(64)), clock, viewers::get);

    @BeforeEach
    void publish() {
        ring.publisher(1, true);
    }

    @Test
    void aViewerGetsHeadersThenEverythingSinceTheLastKeyframe() {
        append(TestMedia.header(Kind.METADATA, "meta"));
        append(TestMedia.header(Kind.VIDEO_HEADER, "avc"));
        append(TestMedia.header(Kind.AUDIO_HEADER, "aac"));
        append(TestMedia.keyframe(0), TestMedia.frame(40));
        append(TestMedia.keyframe(2000), TestMedia.frame(2040), TestMedia.frame(2080));
        pass(200);
        RingCursor viewer = ring.join();
        SharedBatch preamble = next(viewer);
        assertEquals(List.of("meta", "avc", "aac"),
                preamble.tags().stream().map(tag -> new String(tag.payload(), StandardCharsets.UTF_8)).toList());
        assertFalse(preamble.startsAtKeyframe());
        SharedBatch first = next(viewer);
        assertTrue(first.startsAtKeyframe());
        assertEquals(List.of(2000L, 2040L, 2080L), times(first));
        assertNull(viewer.poll());
    }

    @Test
    void aViewerNeedNotWaitForTheBatchThatBeganWithTheKeyframe() {
        append(TestMedia.keyframe(0));
        RingCursor viewer = ring.join();
        next(viewer);
        assertEquals(List.of(0L), times(next(viewer)));
    }

    @Test
    void aBatchLastsLongerTheMoreWatch() {
        append(TestMedia.keyframe(0));
        pass(40);
        assertEquals(1, ring.closed());
        viewers.set(100);
        append(TestMedia.frame(40));
        pass(119);
        assertEquals(1, ring.closed());
        pass(1);
        assertEquals(2, ring.closed());
        viewers.set(600);
        append(TestMedia.frame(80));
        pass(199);
        assertEquals(2, ring.closed());
        pass(1);
        assertEquals(3, ring.closed());
    }

    @Test
    void manyBytesCloseABatchAtOnce() {
        append(new FlvTag(Kind.VIDEO_KEYFRAME, 0, new byte[70_000]));
        assertEquals(1, ring.closed());
    }

    @Test
    void aViewerThatFellBehindGoesOnAtTheNewestKeyframeAndItsLossIsCounted() {
        append(TestMedia.header(Kind.VIDEO_HEADER, "avc"));
        append(TestMedia.keyframe(0));
        pass(40);
        RingCursor viewer = ring.join();
        next(viewer);
        next(viewer);
        for (int second = 1; second <= 10; second++) {
            append(TestMedia.keyframe(second * 1000L));
            append(TestMedia.frame(second * 1000L + 40));
            pass(1000);
        }
        SharedBatch after = next(viewer);
        assertTrue(after.startsAtKeyframe());
        assertEquals(List.of(10_000L, 10_040L), times(after));
        assertEquals(18, viewer.skipped());
    }

    @Test
    void afterALossTheHeadersComeAgainWhenTheyChanged() {
        append(TestMedia.header(Kind.VIDEO_HEADER, "avc"), TestMedia.keyframe(0));
        pass(40);
        RingCursor viewer = ring.join();
        next(viewer);
        next(viewer);
        append(TestMedia.header(Kind.VIDEO_HEADER, "hevc"));
        for (int second = 1; second <= 10; second++) {
            append(TestMedia.keyframe(second * 1000L));
            pass(1000);
        }
        SharedBatch preamble = next(viewer);
        assertEquals("hevc", new String(preamble.tags().getFirst().payload(), StandardCharsets.UTF_8));
        assertTrue(next(viewer).startsAtKeyframe());
    }

    @Test
    void aPublisherWithoutKeyframesStaysWithinTheBytes() {
        append(TestMedia.keyframe(0));
        for (int i = 1; i < 100; i++) {
            append(new FlvTag(Kind.VIDEO, i * 40L, new byte[60_000]));
            pass(40);
        }
        long kept = 0;
        for (long number = 0; number < ring.closed(); number++) {
            TagRing.Placed placed = ring.placed(number);
            kept += placed == null ? 0 : placed.sizeBytes();
        }
        assertTrue(kept <= 256 * 1024, "kept " + kept);
        assertNull(ring.newestStart());
        assertNull(ring.join().poll());
    }

    @Test
    void timeGoesOnRisingAcrossPublishersAndLeaps() {
        List<Long> times = new ArrayList<>();
        for (long millis : new long[]{500_000, 500_040}) {
            times.add(placed(1, TestMedia.keyframe(millis)));
        }
        ring.publisher(2, false);
        for (long millis : new long[]{0, 40, 3_000_000, 3_000_040, 10, 50}) {
            times.add(placed(2, TestMedia.keyframe(millis)));
        }
        assertEquals(List.of(500_000L, 500_040L, 500_080L, 500_120L, 500_160L, 500_200L, 500_240L, 500_280L), times);
    }

    @Test
    void whatIsNoLongerHeardOrCannotBeDecodedIsLeftOut() {
        assertNull(ring.append(1, TestMedia.frame(0)));
        ring.publisher(2, false);
        assertNull(ring.append(1, TestMedia.keyframe(0)));
        assertNotNull(ring.append(2, TestMedia.keyframe(0)));
    }

    @Test
    void anAudioOnlyStreamIsJoinedAtItsNewestBatch() {
        append(TestMedia.header(Kind.AUDIO_HEADER, "aac"));
        for (int i = 0; i < 10; i++) {
            append(TestMedia.audio(i * 40L));
            pass(40);
        }
        RingCursor viewer = ring.join();
        next(viewer);
        assertEquals(List.of(360L), times(next(viewer)));
    }

    @Test
    void aBatchIsEncodedOnceForAllAndAheadOfThemOnceSomebodyAsked() {
        AtomicInteger encoded = new AtomicInteger();
        TagEncoding wire = tags -> {
            encoded.incrementAndGet();
            return new byte[tags.size()];
        };
        append(TestMedia.keyframe(0));
        pass(40);
        RingCursor viewer = ring.join();
        next(viewer);
        SharedBatch first = next(viewer);
        assertSame(first.encoded(wire), first.encoded(wire));
        assertEquals(1, encoded.get());
        append(TestMedia.frame(40));
        pass(40);
        assertEquals(2, encoded.get());
        assertEquals(1, next(viewer).encoded(wire).length);
        assertEquals(2, encoded.get());
    }

    private void append(FlvTag... tags) {
        for (FlvTag tag : tags) {
            ring.append(1, tag);
        }
    }

    private void pass(long millis) {
        clock.pass(Duration.ofMillis(millis));
        ring.closeAged();
    }

    private long placed(long publisher, FlvTag tag) {
        FlvTag placed = ring.append(publisher, tag);
        assertNotNull(placed);
        return placed.timestampMillis();
    }

    private static SharedBatch next(RingCursor viewer) {
        SharedBatch batch = viewer.poll();
        assertNotNull(batch);
        return batch;
    }

    private static List<Long> times(SharedBatch batch) {
        return batch.tags().stream().map(FlvTag::timestampMillis).toList();
    }
}
