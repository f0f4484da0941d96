package dev.streamr.ingest.remux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Part;
import dev.streamr.api.Segment;
import dev.streamr.api.Track;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What broke players before: segments and parts of ordinary streams, looked at with ffprobe. */
class SegmentsTest {

    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({"bframes, 0.034", "ntsc, 0.034"})
    void eachSegmentStandsAloneStartsWithAKeyframeAndWithItsSound(String clip, double frame) throws Exception {
        FakePublication publication = rig.publish(Clips.load(clip));
        assertEquals(List.of(), publication.faults);
        Media media = rig.media();
        assertEquals(6, media.segments().size());
        for (Segment segment : media.segments()) {
            List<Media.Packet> packets = media.packets(segment);
            Media.Packet video = packets.stream().filter(Media.Packet::video).findFirst().orElseThrow();
            Media.Packet audio = packets.stream().filter(packet -> !packet.video()).findFirst().orElseThrow();
            assertTrue(video.keyframe(), "keyframe first");
            assertTrue(Math.abs(video.pts() - audio.pts()) < frame,
                    () -> segment.mediaSequence() + ": video from " + video.pts() + ", audio from " + audio.pts());
            assertTrue(segment.parts().getFirst().independent());
        }
    }

    @ParameterizedTest
    @CsvSource({"bframes, 360", "ntsc, 360"})
    void declaredDurationsAreThoseOfTheMedia(String clip, int frames) throws Exception {
        rig.publish(Clips.load(clip));
        Media media = rig.media();
        List<Media.Packet> video = media.packets(media.segments()).stream().filter(Media.Packet::video).toList();
        assertEquals(frames, video.size(), "no frame is lost");
        double start = video.getFirst().dts();
        double elapsed = 0;
        for (Segment segment : media.segments()) {
            Media.Packet first = media.packets(segment).stream().filter(Media.Packet::video).findFirst().orElseThrow();
            assertEquals(start + elapsed, first.dts(), 0.000_011, "sum of durations is the time line");
            elapsed += segment.durationMicros() / 1e6;
        }
        assertEquals(12.0, elapsed, 0.034);
    }

    @Test
    void partsKeepTheirBoundsAndTheirLength() {
        rig.publish(Clips.load("bframes"));
        Media media = rig.media();
        assertEquals(202_000, media.partTargetMicros());
        assertEquals(2_000_000, media.targetDurationMicros());
        for (Part part : media.parts()) {
            assertTrue(part.durationMicros() <= media.partTargetMicros());
            assertTrue(part.last() || part.durationMicros() >= media.partTargetMicros() * 0.85);
            assertFalse(part.gap());
        }
        assertEquals(60, media.parts().size());
    }

    @Test
    void theBitstreamSaysWhatTheTracksAre() {
        FakePublication publication = rig.publish(Clips.load("ntsc"));
        assertEquals(List.of(List.of(new Track.Video("avc1.64000d", 320, 180),
                new Track.Audio("mp4a.40.2", 44_100, 1))), publication.tracks);
        assertEquals(List.of(), publication.warnings);
    }

    @Test
    void programTimeIsTheArrivalOfTheFirstFrameAndThenMediaTime() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        rig.publish(Clips.load("bframes"));
        List<Part> parts = rig.media().parts();
        Instant expected = parts.getFirst().programTime();
        assertFalse(expected.isBefore(before) || expected.isAfter(Instant.now()));
        for (Part part : parts) {
            assertEquals(expected, part.programTime());
            expected = expected.plus(part.durationMicros(), ChronoUnit.MICROS);
        }
    }
}
