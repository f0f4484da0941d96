package dev.streamr.ingest.remux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.FlvTag;
import dev.streamr.ingest.flv.FlvException;
import dev.streamr.ingest.flv.FlvTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever a publisher sends, the remuxer neither throws nor publishes what would stop a player. */
class HostileTest {

    private static final int ROUNDS = 40;
    private final Rig rig = new Rig();
    private final List<FlvTag> clip = Clips.load("bframes");

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void framesWhoseLengthsLieAreLeftOut() throws Exception {
        List<FlvTag> tags = clip.stream().map(tag -> tag.timestampMillis() % 500 < 34
                && tag.kind() == FlvTag.Kind.VIDEO ? withLyingLength(tag) : tag).toList();
        FakePublication publication = rig.publish(tags);
        assertEquals(List.of(), publication.faults);
        assertTrue(dropped("broken") > 10);
        assertEquals(6, rig.media().segments().size());
        assertEquals(12.0, rig.media().durationMicros() / 1e6, 0.07);
    }

    private static FlvTag withLyingLength(FlvTag tag) {
        byte[] body = tag.payload().clone();
        body[5] = 0x7F;
        return new FlvTag(tag.kind(), tag.timestampMillis(), body);
    }

    /** Single bits flipped anywhere, times that jump anywhere: the contract holds, the next clean keyframe shows. */
    @Test
    void damagedTagsNeverBreakTheContract() {
        Random random = new Random(7);
        for (int round = 0; round < ROUNDS; round++) {
            FakePublication publication = new FakePublication(new FakeStream("s" + round));
            try (Remuxer remuxer = rig.service.open(publication,
                    new Rig.MemoryPosition(StreamPosition.Position.START))) {
                damaged(random).forEach(remuxer::tag);
            }
            assertEquals(List.of(), publication.faults, "round " + round);
        }
    }

    private List<FlvTag> damaged(Random random) {
        List<FlvTag> tags = new ArrayList<>();
        for (FlvTag tag : clip) {
            byte[] body = tag.payload().clone();
            if (random.nextInt(20) == 0) {
                body[random.nextInt(Math.min(body.length, 60))] ^= (byte) (1 << random.nextInt(8));
            }
            long time = random.nextInt(100) == 0 ? random.nextInt(10_000_000) : tag.timestampMillis();
            try {
                FlvTag read = FlvTags.read(tag.kind().flvType(), time, body);
                if (read != null) {
                    tags.add(read);
                }
            } catch (FlvException e) {
                assertTrue(e.getMessage() != null, "every refusal says why");
            }
        }
        return tags;
    }

    /** A publisher that sends without end and without letting time pass is held to the queue's size. */
    @Test
    void mediaWithoutEndInAMomentIsBounded() {
        FlvTag key = clip.stream().filter(tag -> tag.kind() == FlvTag.Kind.VIDEO_KEYFRAME).findFirst().orElseThrow();
        byte[] large = new byte[1 << 20];
        System.arraycopy(key.payload(), 0, large, 0, 5);
        large[6] = 0x0F;
        large[7] = (byte) 0xFF;
        large[8] = (byte) 0xF7;
        FakePublication publication = new FakePublication(rig.stream);
        try (Remuxer remuxer = rig.service.open(publication, rig.position)) {
            clip.forEach(remuxer::tag);
            for (int i = 0; i < 200; i++) {
                remuxer.tag(new FlvTag(FlvTag.Kind.VIDEO_KEYFRAME, 12_000, large));
            }
        }
        assertEquals(List.of(), publication.faults);
    }

    private double dropped(String reason) {
        return rig.metrics.getSampleValue("streamr_ingest_dropped_frames_total", new String[]{"reason"},
                new String[]{reason});
    }
}
