package dev.streamr.ingest.remux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.FlvTag;
import dev.streamr.api.Part;
import dev.streamr.api.Segment;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What playlists declare holds, whatever the encoder does. */
class BoundsTest {

    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void segmentsFollowLongKeyframeIntervalsAndTheStreamerIsTold() throws Exception {
        FakePublication publication = rig.publish(Clips.load("longgop"));
        holds(publication);
        Media media = rig.media();
        assertEquals(List.of(8.0, 8.0, 8.0),
                media.segments().stream().map(segment -> segment.durationMicros() / 1e6).toList());
        assertEquals(12_000_000, media.targetDurationMicros());
        assertEquals("keyframe-interval-too-long", publication.warnings.getFirst().code());
        assertTrue(publication.warnings.getFirst().detail().contains("8.0 s"), "names the figure");
        for (Segment segment : media.segments()) {
            assertTrue(media.packets(segment).getFirst().keyframe());
        }
    }

    @Test
    void anIntervalThatGrowsLaterNeverBreaksTheDeclaredTarget() {
        List<FlvTag> calm = Clips.until(Clips.load("ntsc"), 6_000);
        List<FlvTag> growing = Clips.load("ntsc").stream().filter(tag -> tag.timestampMillis() >= 6_000)
                .map(tag -> tag.kind() == FlvTag.Kind.VIDEO_KEYFRAME ? asInter(tag) : tag).toList();
        FakePublication publication = rig.publish(Clips.joined(calm, growing));
        holds(publication);
        assertEquals(2_000_000, rig.media().targetDurationMicros());
        assertEquals(12.0, rig.media().durationMicros() / 1e6, 0.04);
        assertEquals("keyframe-interval-too-long", publication.warnings.getFirst().code());
    }

    private static FlvTag asInter(FlvTag tag) {
        byte[] body = tag.payload().clone();
        body[0] = (byte) ((body[0] & 0x0F) | 0x20);
        return new FlvTag(FlvTag.Kind.VIDEO, tag.timestampMillis(), body);
    }

    @Test
    void irregularFramesKeepThePartTarget() throws Exception {
        FakePublication publication = rig.publish(Clips.load("vfr"));
        holds(publication);
        Media media = rig.media();
        assertEquals(12.0, media.durationMicros() / 1e6, 0.1);
        media.decode(media.segments());
    }

    @Test
    void pictureThatStandsStillLeavesPartsOfSound() {
        List<FlvTag> tags = Clips.load("ntsc").stream()
                .filter(tag -> tag.kind().flvType() != FlvTag.Kind.VIDEO.flvType() || tag.timestampMillis() < 4_500
                        || tag.timestampMillis() > 5_900)
                .toList();
        FakePublication publication = rig.publish(tags);
        holds(publication);
        assertTrue(rig.media().parts().stream().noneMatch(Part::gap));
        assertEquals(12.0, rig.media().durationMicros() / 1e6, 0.04);
    }

    @Test
    void pictureWithoutSoundThatStandsStillLeavesGaps() {
        List<FlvTag> tags = Clips.video(Clips.load("ntsc")).stream()
                .filter(tag -> tag.timestampMillis() < 4_500 || tag.timestampMillis() > 5_900).toList();
        FakePublication publication = rig.publish(tags);
        holds(publication);
        assertTrue(rig.media().parts().stream().anyMatch(Part::gap));
        assertEquals(12.0, rig.media().durationMicros() / 1e6, 0.04);
    }

    @Test
    void slowPicturesMakeLongParts() {
        List<FlvTag> all = Clips.video(Clips.load("longgop"));
        List<FlvTag> tags = IntStream.range(0, all.size()).filter(i -> i == 0 || i % 25 == 1).mapToObj(all::get)
                .toList();
        FakePublication publication = rig.publish(tags);
        holds(publication);
        assertEquals(1_002_000, rig.media().partTargetMicros());
        assertEquals(24.0, rig.media().durationMicros() / 1e6, 0.04);
    }

    @Test
    void soundAloneAndPictureAloneAreStreams() throws Exception {
        List<FlvTag> clip = Clips.load("bframes");
        try (Rig sound = new Rig()) {
            holds(sound.publish(Clips.audio(clip)), sound);
            assertEquals(12.0, sound.media().durationMicros() / 1e6, 0.05);
            assertTrue(sound.media().segments().stream().limit(5)
                    .allMatch(segment -> Math.abs(segment.durationMicros() - 2_000_000) < 22_000));
        }
        holds(rig.publish(Clips.video(clip)));
        assertEquals(12.0, rig.media().durationMicros() / 1e6, 0.04);
        rig.media().decode(rig.media().segments());
    }

    private void holds(FakePublication publication) {
        holds(publication, rig);
    }

    /** The promises of playlists (RFC 8216bis sections 4.4.3.1, 4.4.3.7 and 4.4.4.9). */
    private static void holds(FakePublication publication, Rig rig) {
        assertEquals(List.of(), publication.faults);
        Media media = rig.media();
        for (Segment segment : media.segments()) {
            assertTrue(Math.round(segment.durationMicros() / 1e6) * 1_000_000 <= media.targetDurationMicros(),
                    () -> segment.mediaSequence() + " lasts " + segment.durationMicros());
        }
        for (Part part : media.parts()) {
            assertTrue(part.last() || part.gap() || part.durationMicros() >= media.partTargetMicros() * 0.85,
                    () -> part.mediaSequence() + "." + part.index() + " lasts " + part.durationMicros());
        }
    }
}
