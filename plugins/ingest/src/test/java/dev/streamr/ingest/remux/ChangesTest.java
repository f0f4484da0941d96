package dev.streamr.ingest.remux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.FlvTag;
import dev.streamr.api.Packaging;
import dev.streamr.api.Segment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that change while they run: never a broken playlist. */
class ChangesTest {

    private final Rig rig = new Rig();
    private final List<FlvTag> clip = Clips.load("bframes");

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void identicalSequenceHeadersChangeNothing() {
        List<FlvTag> headers = clip.stream().filter(FlvTag::isHeader).toList();
        List<FlvTag> tags = clip.stream().flatMap(tag -> tag.kind() == FlvTag.Kind.VIDEO_KEYFRAME
                ? Clips.joined(headers.stream().map(header -> header.at(tag.timestampMillis())).toList(),
                        List.of(tag)).stream()
                : List.of(tag).stream()).toList();
        FakePublication publication = rig.publish(tags);
        assertEquals(1, publication.tracks.size());
        assertEquals(6, rig.media().segments().size());
        assertFalse(rig.media().segments().stream().anyMatch(Segment::discontinuity));
    }

    @Test
    void anotherSizeBreaksAtTheKeyframeWithANewInitSegment() throws Exception {
        List<FlvTag> tags = Clips.joined(Clips.until(clip, 7_000), Flv.shifted(Clips.load("larger"), 7_000));
        FakePublication publication = rig.publish(tags);
        assertEquals(List.of(), publication.faults);
        assertEquals(2, publication.tracks.size());
        Media media = rig.media();
        List<Segment> after = media.segments().stream().dropWhile(segment -> !segment.discontinuity()).toList();
        assertEquals(3, after.size());
        assertEquals(1, media.segments().stream().filter(Segment::discontinuity).count());
        assertNotEquals(media.segments().getFirst().init().id(), after.getFirst().init().id());
        assertTrue(media.describe(after.getFirst(), "stream=width,height").contains("480,270"));
        assertEquals(13.0, media.durationMicros() / 1e6, 0.04);
        media.decode(after);
    }

    @Test
    void soundThatComesLaterIsTakenInAtAKeyframe() throws Exception {
        List<FlvTag> silent = clip.stream()
                .filter(tag -> tag.kind().flvType() != FlvTag.Kind.AUDIO.flvType() || tag.timestampMillis() > 5_000)
                .toList();
        List<FlvTag> header = clip.stream().filter(tag -> tag.kind() == FlvTag.Kind.AUDIO_HEADER)
                .map(tag -> tag.at(5_000)).toList();
        List<FlvTag> tags = Clips.joined(Clips.joined(Clips.until(silent, 5_000), header),
                silent.stream().filter(tag -> tag.timestampMillis() >= 5_000).toList());
        FakePublication publication = rig.publish(tags);
        assertEquals(List.of(1, 2), publication.tracks.stream().map(List::size).toList());
        Media media = rig.media();
        assertEquals(6, media.segments().size());
        assertEquals(List.of(false, false, false, true, false, false),
                media.segments().stream().map(Segment::discontinuity).toList());
        media.decode(media.segments().subList(3, 6));
    }

    @ParameterizedTest
    @ValueSource(longs = {3_600_000, 10_000, -3_600_000, -5_000})
    void aLeapOfTheClockIsADiscontinuityAndNothingElse(long leap) throws Exception {
        List<FlvTag> before = Flv.shifted(Clips.until(clip, 7_000), 7_200_000);
        List<FlvTag> after = Flv.shifted(clip.stream().filter(tag -> tag.timestampMillis() >= 7_000).toList(),
                7_200_000 + leap);
        FakePublication publication = rig.publish(Clips.joined(before, after));
        assertEquals(List.of(), publication.faults);
        Media media = rig.media();
        assertEquals(1, media.segments().stream().filter(Segment::discontinuity).count());
        // From the leap at 7 s to the keyframe at 8 s nothing can be shown.
        assertEquals(11.0, media.durationMicros() / 1e6, 0.07);
        List<Media.Packet> packets = media.packets(media.segments());
        assertEquals(12.0, packets.stream().mapToDouble(Media.Packet::pts).max().orElseThrow(), 0.2,
                "the time line goes on");
        media.decode(media.segments().stream().dropWhile(segment -> !segment.discontinuity()).toList());
    }

    @Test
    void anEncoderThatComesBackGoesOnWithTheNumbersAfterADiscontinuity() {
        rig.publish(Clips.until(clip, 6_000));
        FakePublication second = rig.publish(Clips.load("larger"));
        assertEquals(List.of(), second.faults);
        List<Segment> segments = rig.media().segments();
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L), segments.stream().map(Segment::mediaSequence).toList());
        assertEquals(List.of(false, false, false, true, false, false),
                segments.stream().map(Segment::discontinuity).toList());
    }

    @Test
    void afterARestartOfTheDaemonNumbersGoOn() {
        try (Rig restarted = new Rig(RemuxConfig.DEFAULT, new StreamPosition.Position(41, 3))) {
            restarted.publish(Clips.until(clip, 4_000));
            Segment first = restarted.media().segments().getFirst();
            assertEquals(41, first.mediaSequence());
            assertTrue(first.discontinuity());
            assertEquals(4, restarted.stream.targets(Packaging.FMP4)[2]);
            assertEquals(new StreamPosition.Position(43, 4), restarted.position.load(restarted.stream.name()));
        }
    }
}
