package dev.streamr.ingest.remux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.FlvTag;
import dev.streamr.api.Segment;
import dev.streamr.api.Track;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codecs besides H.264 and AAC: carried whole, and described as the bitstream says. */
class CodecsTest {

    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({"hevc, hvc1.1.6.L60.90, mp4a.40.2, 1", "av1, av01.0.00M.08, opus, 1", "vp9, vp09.00.11.08, opus, 2"})
    void enhancedCodecsAreCarriedWholeAndDescribed(String clip, String video, String audio, int channels)
            throws Exception {
        FakePublication publication = rig.publish(Clips.enhanced(clip));
        assertEquals(List.of(), publication.faults);
        assertEquals(List.of(List.of(new Track.Video(video, 320, 180), new Track.Audio(audio, 48_000, channels))),
                publication.tracks);
        Media media = rig.media();
        assertEquals(3, media.segments().size());
        List<Media.Packet> packets = media.packets(media.segments());
        assertEquals(180, packets.stream().filter(Media.Packet::video).count());
        for (Segment segment : media.segments()) {
            assertTrue(media.packets(segment).stream().filter(Media.Packet::video).findFirst().orElseThrow()
                    .keyframe());
        }
        media.decode(media.segments());
    }

    @ParameterizedTest
    @CsvSource({"flac, fLaC", "mp3, mp4a.6b"})
    void audioAloneIsCutByTime(String clip, String codec) throws Exception {
        FakePublication publication = rig.publish(Clips.enhanced(clip));
        assertEquals(List.of(), publication.faults);
        assertEquals(List.of(List.of(new Track.Audio(codec, 44_100, 1))), publication.tracks);
        Media media = rig.media();
        assertEquals(6.0, media.durationMicros() / 1e6, 0.15);
        assertEquals(2_000_000, media.targetDurationMicros());
        assertTrue(media.parts().stream().allMatch(part -> part.independent() && !part.gap()));
        media.decode(media.segments());
    }

    @Test
    void theEncoderBeforeEnhancedRtmpMayCallHevcCodecTwelve() throws Exception {
        List<FlvTag> old = Clips.enhanced("hevc").stream().map(CodecsTest::asCodecTwelve).toList();
        FakePublication publication = rig.publish(old);
        assertEquals("hvc1.1.6.L60.90", publication.tracks.getFirst().getFirst().codec());
        assertEquals(3, rig.media().segments().size());
        rig.media().decode(rig.media().segments());
    }

    private static FlvTag asCodecTwelve(FlvTag tag) {
        byte[] body = tag.payload();
        if (tag.kind().flvType() != FlvTag.Kind.VIDEO.flvType()) {
            return tag;
        }
        int type = body[0] & 0x0F;
        int skipped = type == 1 ? 8 : 5;
        byte[] old = new byte[body.length - skipped + 5];
        System.arraycopy(body, skipped, old, 5, body.length - skipped);
        old[0] = (byte) ((body[0] & 0x70) | 12);
        old[1] = (byte) (type == 0 ? 0 : 1);
        if (type == 1) {
            System.arraycopy(body, 5, old, 2, 3);
        }
        return new FlvTag(tag.kind(), tag.timestampMillis(), old);
    }

    @Test
    void aCodecThatHlsCannotCarryIsSaidAndTheOtherTrackGoesOn() {
        List<FlvTag> tags = Clips.load("ntsc").stream().map(CodecsTest::asSpeex).toList();
        FakePublication publication = rig.publish(tags);
        assertEquals(List.of("audio-codec-unsupported"),
                publication.warnings.stream().map(warning -> warning.code()).distinct().toList());
        assertEquals(6, rig.media().segments().size());
        assertEquals(1, publication.tracks.getFirst().size());
    }

    private static FlvTag asSpeex(FlvTag tag) {
        if (tag.kind().flvType() != FlvTag.Kind.AUDIO.flvType()) {
            return tag;
        }
        return new FlvTag(FlvTag.Kind.AUDIO, tag.timestampMillis(), new byte[]{(byte) 0xB6, 1, 2, 3});
    }
}
