package dev.streamr.ingest.remux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Track;
import dev.streamr.ingest.flv.AudioCodec;
import dev.streamr.ingest.flv.AudioConfig;
import dev.streamr.ingest.flv.VideoCodec;
import dev.streamr.ingest.flv.VideoConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where parts end, without FFmpeg. */
class PartCutterTest {

    private static final Bounds BOUNDS = new Bounds(202_000, 2_000_000, 2_000_000);
    private static final long FRAME_MILLIS = 40;
    private static final MediaTracks TRACKS = new MediaTracks(
            new VideoConfig(VideoCodec.H264, new Track.Video("avc1.42001f", 16, 16), new byte[0], 66, 31, 8, 4),
            new AudioConfig(AudioCodec.AAC, new Track.Audio("mp4a.40.2", 48_000, 2), new byte[0], 48_000, 1024));

    private final List<CutPart> parts = new ArrayList<>();
    private final PartCutter cutter = new PartCutter(BOUNDS, TRACKS, parts::add, () -> {});

    @Test
    void aPartIsReadyWithTheFrameThatBeginsTheNext() {
        video(0, true, 0);
        for (int i = 1; i < 5; i++) {
            video(i * FRAME_MILLIS, false, 0);
        }
        assertEquals(List.of(), parts);
        video(200, false, 0);
        assertEquals(1, parts.size());
        assertEquals(200_000, parts.getFirst().endMicros() - parts.getFirst().startMicros());
        assertTrue(parts.getFirst().first() && parts.getFirst().independent());
        assertEquals(40 * Sample.TICKS_PER_MILLI, parts.getFirst().samples().getLast().duration());
    }

    /** With B-frames a keyframe is shown later than it is decoded; until then the sound belongs to the old segment. */
    @Test
    void theEndOfASegmentWaitsForItsSound() {
        int lead = 80;
        for (int i = 0; i < 50; i++) {
            video(i * FRAME_MILLIS, i == 0, lead);
            audio(i * FRAME_MILLIS);
        }
        video(2_000, true, lead);
        int before = parts.size();
        audio(2_020);
        assertEquals(before, parts.size(), "the sound of the old segment may still come");
        audio(2_070);
        assertTrue(parts.getLast().last());
        video(2_040, false, lead);
        for (int i = 2; i < 7; i++) {
            video(2_000 + i * FRAME_MILLIS, false, lead);
            audio(2_000 + i * FRAME_MILLIS + 50);
        }
        CutPart next = parts.getLast();
        assertTrue(next.first());
        Sample sound = next.samples().stream().filter(sample -> !sample.video()).findFirst().orElseThrow();
        assertTrue(sound.timeMicros() >= 2_080_000, "sound from " + sound.timeMicros());
    }

    @Test
    void soundThatEndsDoesNotHoldUpThePicture() {
        for (int i = 0; i <= 100; i++) {
            video(i * FRAME_MILLIS, i % 50 == 0, 0);
            if (i < 25) {
                audio(i * FRAME_MILLIS);
            }
        }
        assertTrue(parts.stream().anyMatch(CutPart::last));
        assertTrue(parts.getLast().endMicros() >= 3_800_000);
    }

    @Test
    void finishingHandsEverythingOn() {
        video(0, true, 0);
        audio(0);
        video(40, false, 0);
        assertEquals(80_000, cutter.finish());
        assertEquals(1, parts.size());
        assertTrue(parts.getFirst().last());
        assertEquals(3, parts.getFirst().samples().size());
        assertEquals(0, cutter.pendingBytes());
        assertFalse(parts.getFirst().discontinuity());
    }

    /** A publisher that sends empty frames without end holds no more memory than one that sends full ones. */
    @Test
    void emptyFramesCountToo() {
        video(0, true, 0);
        long before = cutter.pendingBytes();
        for (int i = 0; i < 1_000; i++) {
            cutter.follow(new Sample(false, 0, i, i, 0, true, new byte[0], 0));
        }
        assertTrue(cutter.pendingBytes() - before >= 100_000, "pending: " + cutter.pendingBytes());
    }

    private void video(long millis, boolean keyframe, long lead) {
        long dts = millis * Sample.TICKS_PER_MILLI;
        cutter.drive(new Sample(true, millis * 1000, dts, dts + lead * Sample.TICKS_PER_MILLI, 3600, keyframe,
                new byte[10], 0));
    }

    private void audio(long millis) {
        cutter.follow(new Sample(false, millis * 1000, millis * 48, millis * 48, 1024, true, new byte[10], 0));
    }
}
