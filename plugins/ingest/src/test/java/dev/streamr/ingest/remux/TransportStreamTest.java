package dev.streamr.ingest.remux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.FlvTag;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Segment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** MPEG-TS, made while it is asked for. */
class TransportStreamTest {

    private static final int PACKET = 188;
    private final Rig rig = new Rig();
    private final List<FlvTag> clip = Clips.load("bframes");

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void segmentsAreThoseOfFmp4AndStandAlone() throws Exception {
        rig.stream.request(Packaging.MPEGTS);
        FakePublication publication = rig.publish(clip);
        assertEquals(List.of(), publication.faults);
        Media ts = rig.transportStream();
        Media fmp4 = rig.media();
        assertEquals(fmp4.segments().stream().map(Segment::mediaSequence).toList(),
                ts.segments().stream().map(Segment::mediaSequence).toList());
        assertEquals(fmp4.segments().stream().map(Segment::durationMicros).toList(),
                ts.segments().stream().map(Segment::durationMicros).toList());
        for (Segment segment : ts.segments()) {
            byte[] bytes = segment.parts().getFirst().bytes();
            assertEquals(List.of(0, 0x1000), List.of(pid(bytes, PACKET), pid(bytes, 2 * PACKET)),
                    "behind the service description PAT and PMT");
            List<Media.Packet> packets = ts.packets(segment);
            Media.Packet video = packets.stream().filter(Media.Packet::video).findFirst().orElseThrow();
            Media.Packet audio = packets.stream().filter(packet -> !packet.video()).findFirst().orElseThrow();
            assertTrue(video.keyframe());
            assertTrue(Math.abs(video.pts() - audio.pts()) < 0.034);
            ts.decode(List.of(segment));
        }
        ts.decode(ts.segments());
    }

    @Test
    void continuityCountersRunOnFromSegmentToSegment() {
        rig.stream.request(Packaging.MPEGTS);
        rig.publish(clip);
        Map<Integer, Integer> counters = new HashMap<>();
        for (Part part : rig.transportStream().parts()) {
            byte[] bytes = part.bytes();
            assertEquals(0, bytes.length % PACKET);
            for (int at = 0; at < bytes.length; at += PACKET) {
                boolean payload = (bytes[at + 3] & 0x10) != 0;
                int counter = bytes[at + 3] & 0x0F;
                Integer before = counters.put(pid(bytes, at), counter);
                if (before != null) {
                    assertEquals(payload ? (before + 1) & 0x0F : before, counter, "pid " + pid(bytes, at));
                }
            }
        }
    }

    @Test
    void itBeginsAtTheNextSegmentAndLeavesGapsWhenNobodyAsks() {
        FakePublication publication = new FakePublication(rig.stream);
        try (Remuxer remuxer = rig.service.open(publication, rig.position)) {
            Clips.until(clip, 5_000).forEach(remuxer::tag);
            published(2, 4);
            rig.stream.request(Packaging.MPEGTS);
            between(5_000, 9_000).forEach(remuxer::tag);
            published(4, 4);
            rig.stream.release(Packaging.MPEGTS);
            between(9_000, 12_000).forEach(remuxer::tag);
        }
        assertEquals(List.of(), publication.faults);
        List<Part> parts = rig.stream.parts(Packaging.MPEGTS);
        assertEquals(List.of(3L, 4L, 5L), parts.stream().map(Part::mediaSequence).toList());
        assertEquals(List.of(false, false, true), parts.stream().map(Part::gap).toList());
    }

    private List<FlvTag> between(long from, long to) {
        return clip.stream().filter(tag -> tag.timestampMillis() >= from && tag.timestampMillis() < to).toList();
    }

    private void published(long mediaSequence, int index) {
        Awaitility.await().until(() -> rig.stream.parts(Packaging.FMP4).stream()
                .anyMatch(part -> part.mediaSequence() == mediaSequence && part.index() == index - 1));
    }

    /** The 33 bits of a time stamp are over after 26.5 hours. */
    @Test
    void timeStampsWrapWithoutABreak() throws Exception {
        Ffmpeg.startLoading();
        Ffmpeg.await();
        long start = (1L << 33) - 3 * Sample.VIDEO_CLOCK;
        List<Sample> samples = Samples.of(clip, start);
        try (Muxer muxer = Muxer.open(Packaging.MPEGTS, Samples.tracks(clip))) {
            byte[] bytes = muxer.write(samples);
            List<Media.Packet> video = Media.probe(bytes).stream().filter(Media.Packet::video).toList();
            assertEquals(360, video.size());
            assertEquals(12.0, video.getLast().dts() - video.getFirst().dts(), 0.05);
        }
    }

    private static int pid(byte[] bytes, int at) {
        assertEquals(0x47, bytes[at]);
        return (bytes[at + 1] & 0x1F) << 8 | (bytes[at + 2] & 0xFF);
    }
}
