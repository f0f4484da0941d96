package dev.streamr.ingest.remux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.FlvTag;
import dev.streamr.api.Segment;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten minutes of a stream, faster than real time: nothing drifts, wherever the publisher's clock stands. */
class LongRunTest {

    /** 240 frames of video and 375 of audio: both end at the same moment. */
    private static final long CLIP_MILLIS = 8_000;
    private static final long RUN_MILLIS = 600_000;
    private static final double FRAME = 0.034;

    /** From zero, across the boundary of extended timestamps, and across 32 bits. */
    @ParameterizedTest
    @ValueSource(longs = {0, 0xFFFFFFL - 300_000, (1L << 32) - 300_000})
    void nothingDriftsInTenMinutes(long start) throws Exception {
        List<FlvTag> clip = Clips.until(Clips.load("bframes"), CLIP_MILLIS);
        List<FlvTag> tags = Flv.shifted(Clips.repeated(clip, CLIP_MILLIS, RUN_MILLIS), start);
        try (Rig rig = new Rig()) {
            FakePublication publication = rig.publish(tags);
            assertEquals(List.of(), publication.faults);
            assertEquals(List.of(), publication.warnings);
            Media media = rig.media();
            assertEquals(300, media.segments().size());
            assertEquals(RUN_MILLIS / 1e3, media.durationMicros() / 1e6, FRAME);
            assertTrue(media.segments().stream().noneMatch(Segment::discontinuity));
            double begin = firstOf(media.packets(media.segments().getFirst()), true).dts();
            for (int index : new int[]{0, 75, 149, 150, 151, 299}) {
                List<Media.Packet> packets = media.packets(media.segments().get(index));
                Media.Packet video = firstOf(packets, true);
                Media.Packet audio = firstOf(packets, false);
                assertEquals(begin + 2 * index, video.dts(), 0.001, "video on its place");
                assertTrue(video.keyframe());
                assertTrue(Math.abs(video.pts() - audio.pts()) < FRAME, "sound with the picture");
            }
        }
    }

    private static Media.Packet firstOf(List<Media.Packet> packets, boolean video) {
        return packets.stream().filter(packet -> packet.video() == video).findFirst().orElseThrow();
    }
}
