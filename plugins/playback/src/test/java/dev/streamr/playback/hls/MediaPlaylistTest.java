package dev.streamr.playback.hls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.streamr.api.InitSegment;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.playback.rewind.Recorded;
import dev.streamr.playback.testing.Media;
import dev.streamr.playback.testing.MemoryWindow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole playlists of tricky windows. */
class MediaPlaylistTest {

    private static final String HEAD = """
            #EXTM3U
            #EXT-X-VERSION:9
            #EXT-X-TARGETDURATION:1
            #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,HOLD-BACK=3.000000,PART-HOLD-BACK=1.500000,CAN-SKIP-UNTIL=6.000000
            #EXT-X-PART-INF:PART-TARGET=0.500000
            """;

    private final MemoryWindow window = new MemoryWindow(Duration.ofSeconds(1), Duration.ofMillis(500));

    private void half(long sequence, int index, InitSegment init, boolean discontinuity, boolean gap) {
        window.add(new Part(sequence, index, 500_000, index == 0, index == 1, discontinuity, gap,
                Media.START.plusMillis(sequence * 1000 + index * 500L), init,
                gap ? new byte[0] : Media.bytes(sequence, index)));
    }

    private void segments(long from, long to) {
        for (long sequence = from; sequence <= to; sequence++) {
            half(sequence, 0, Media.INIT, false, false);
            half(sequence, 1, Media.INIT, false, false);
        }
    }

    private String full() {
        return MediaPlaylist.full(window.snapshot(), Packaging.FMP4);
    }

    @Test
    void partsAreListedNearTheLiveEdgeAndTheNextOneIsHinted() {
        segments(5, 8);
        half(9, 0, Media.INIT, false, false);
        assertEquals(HEAD + """
                #EXT-X-MEDIA-SEQUENCE:5
                #EXT-X-DISCONTINUITY-SEQUENCE:0
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-MAP:URI="init-0123456789abcdef.mp4"
                #EXT-X-PROGRAM-DATE-TIME:2026-11-21T10:00:05.000Z
                #EXTINF:1.000000,
                5.m4s
                #EXT-X-PROGRAM-DATE-TIME:2026-11-21T10:00:06.000Z
                #EXTINF:1.000000,
                6.m4s
                #EXT-X-PROGRAM-DATE-TIME:2026-11-21T10:00:07.000Z
                #EXT-X-PART:DURATION=0.500000,URI="7.0.m4s",INDEPENDENT=YES
                #EXT-X-PART:DURATION=0.500000,URI="7.1.m4s"
                #EXTINF:1.000000,
                7.m4s
                #EXT-X-PROGRAM-DATE-TIME:2026-11-21T10:00:08.000Z
                #EXT-X-PART:DURATION=0.500000,URI="8.0.m4s",INDEPENDENT=YES
                #EXT-X-PART:DURATION=0.500000,URI="8.1.m4s"
                #EXTINF:1.000000,
                8.m4s
                #EXT-X-PROGRAM-DATE-TIME:2026-11-21T10:00:09.000Z
                #EXT-X-PART:DURATION=0.500000,URI="9.0.m4s",INDEPENDENT=YES
                #EXT-X-PRELOAD-HINT:TYPE=PART,URI="9.1.m4s"
                """, full());
    }

    @Test
    void aBreakGetsItsTagAndItsInitAndAnEndedStreamItsEnd() {
        segments(0, 0);
        half(1, 0, Media.init("fedcba9876543210"), true, false);
        half(1, 1, Media.init("fedcba9876543210"), false, false);
        window.end();
        assertEquals(HEAD + """
                #EXT-X-MEDIA-SEQUENCE:0
                #EXT-X-DISCONTINUITY-SEQUENCE:0
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-MAP:URI="init-0123456789abcdef.mp4"
                #EXT-X-PROGRAM-DATE-TIME:2026-11-21T10:00:00.000Z
                #EXT-X-PART:DURATION=0.500000,URI="0.0.m4s",INDEPENDENT=YES
                #EXT-X-PART:DURATION=0.500000,URI="0.1.m4s"
                #EXTINF:1.000000,
                0.m4s
                #EXT-X-DISCONTINUITY
                #EXT-X-MAP:URI="init-fedcba9876543210.mp4"
                #EXT-X-PROGRAM-DATE-TIME:2026-11-21T10:00:01.000Z
                #EXT-X-PART:DURATION=0.500000,URI="1.0.m4s",INDEPENDENT=YES
                #EXT-X-PART:DURATION=0.500000,URI="1.1.m4s"
                #EXTINF:1.000000,
                1.m4s
                #EXT-X-ENDLIST
                """, full());
    }

    @Test
    void aBreakIsCountedOnlyWhenItHasLeftTheWindow() {
        segments(0, 0);
        half(1, 0, Media.INIT, true, false);
        half(1, 1, Media.INIT, false, false);
        window.keep(1);
        assertContains("#EXT-X-DISCONTINUITY-SEQUENCE:0\n");
        assertContains("#EXT-X-DISCONTINUITY\n");
        segments(2, 2);
        window.keep(1);
        assertContains("#EXT-X-DISCONTINUITY-SEQUENCE:1\n");
        assertFalse(full().contains("#EXT-X-DISCONTINUITY\n"));
    }

    @Test
    void lostMediaIsMarked() {
        half(3, 0, Media.INIT, false, false);
        half(3, 1, Media.INIT, false, true);
        assertContains("""
                #EXT-X-PART:DURATION=0.500000,URI="3.0.m4s",INDEPENDENT=YES
                #EXT-X-PART:DURATION=0.500000,URI="3.1.m4s",GAP=YES
                #EXT-X-GAP
                #EXTINF:1.000000,
                3.m4s
                #EXT-X-PRELOAD-HINT:TYPE=PART,URI="4.0.m4s"
                """);
    }

    @Test
    void aDeltaUpdateLeavesOutWhatIsOlderThanSixTargetDurations() {
        segments(0, 9);
        String delta = MediaPlaylist.delta(window.snapshot(), Packaging.FMP4);
        assertEquals(HEAD + """
                #EXT-X-MEDIA-SEQUENCE:0
                #EXT-X-DISCONTINUITY-SEQUENCE:0
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-SKIP:SKIPPED-SEGMENTS=4
                #EXT-X-MAP:URI="init-0123456789abcdef.mp4"
                #EXT-X-PROGRAM-DATE-TIME:2026-11-21T10:00:04.000Z
                #EXTINF:1.000000,
                4.m4s
                """, delta.substring(0, delta.indexOf("4.m4s") + 6));
    }

    @Test
    void aDeltaUpdateOfAShortWindowIsTheWholePlaylist() {
        segments(0, 5);
        assertEquals(full(), MediaPlaylist.delta(window.snapshot(), Packaging.FMP4));
    }

    @Test
    void whatIsOnDiskStandsBeforeTheWindowAndIsSkippedFirst() {
        segments(0, 9);
        List<Recorded> past = window.snapshot().segments().stream()
                .map(segment -> new Recorded(segment.mediaSequence(), segment.durationMicros(),
                        segment.discontinuitySequence(), segment.discontinuity(), segment.init(), 10,
                        MediaPlaylist.lines(segment)))
                .toList();
        String whole = full();
        window.keep(8);
        String rewind = MediaPlaylist.full(window.snapshot(), Packaging.FMP4, past);
        assertEquals(whole, rewind);
        String delta = MediaPlaylist.delta(window.snapshot(), Packaging.FMP4, past);
        assertEquals(true, delta.contains("#EXT-X-MEDIA-SEQUENCE:0\n"), delta);
        assertEquals(true, delta.contains("#EXT-X-SKIP:SKIPPED-SEGMENTS=4\n"), delta);
        assertEquals(full(), MediaPlaylist.full(window.snapshot(), Packaging.FMP4, past.subList(0, 1)),
                "a hole between disk and window");
    }

    @Test
    void transportStreamsGetWhatOldDevicesUnderstand() {
        window.add(new Part(4, 0, 960_000, true, true, false, false, Media.START, Media.INIT, new byte[188]));
        assertEquals("""
                #EXTM3U
                #EXT-X-VERSION:3
                #EXT-X-TARGETDURATION:1
                #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,HOLD-BACK=3.000000
                #EXT-X-MEDIA-SEQUENCE:4
                #EXT-X-DISCONTINUITY-SEQUENCE:0
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-PROGRAM-DATE-TIME:2026-11-21T10:00:00.000Z
                #EXTINF:0.960000,
                4.ts
                """, MediaPlaylist.full(window.snapshot(), Packaging.MPEGTS));
    }

    private void assertContains(String lines) {
        String playlist = full();
        assertEquals(true, playlist.contains(lines), playlist);
    }
}
