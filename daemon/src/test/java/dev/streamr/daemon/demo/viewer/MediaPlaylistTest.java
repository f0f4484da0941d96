package dev.streamr.daemon.demo.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.daemon.demo.viewer.MediaPlaylist.Piece;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a viewer reads from playlists as our origin writes them. */
class MediaPlaylistTest {

    private static final String LIVE = """
            #EXTM3U
            #EXT-X-VERSION:9
            #EXT-X-TARGETDURATION:2
            #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,HOLD-BACK=6.0,PART-HOLD-BACK=0.6,CAN-SKIP-UNTIL=12.0
            #EXT-X-PART-INF:PART-TARGET=0.2
            #EXT-X-MEDIA-SEQUENCE:40
            #EXT-X-DISCONTINUITY-SEQUENCE:0
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-MAP:URI="init-abc.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2026-11-26T01:00:00.000Z
            #EXTINF:0.4,
            40.m4s
            #EXT-X-PROGRAM-DATE-TIME:2026-11-26T01:00:00.400Z
            #EXT-X-PART:DURATION=0.2,URI="41.0.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.2,URI="41.1.m4s"
            #EXTINF:0.4,
            41.m4s
            #EXT-X-PROGRAM-DATE-TIME:2026-11-26T01:00:00.800Z
            #EXT-X-PART:DURATION=0.2,URI="42.0.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.2,URI="42.1.m4s",GAP=YES
            #EXT-X-PART:DURATION=0.2,URI="42.2.m4s"
            #EXT-X-PRELOAD-HINT:TYPE=PART,URI="42.3.m4s"
            """;

    private static List<String> objects(List<Piece> pieces) {
        return pieces.stream().map(Piece::object).toList();
    }

    @Test
    void partsAreTakenWhereTheyAreNamedAndWholeSegmentsElsewhere() {
        MediaPlaylist playlist = MediaPlaylist.parse(LIVE);

        assertEquals(List.of("40", "41.0", "41.1", "42.0", "42.2"), objects(playlist.pieces()));
        assertEquals("media.m3u8?_HLS_msn=42&_HLS_part=3&_HLS_skip=YES", playlist.blocking());
        assertEquals(Duration.ofMillis(200), playlist.partTarget());
        assertEquals(Duration.ofMillis(600), playlist.holdBack());
    }

    @Test
    void programTimeGoesOnFromPartToPart() {
        Piece last = MediaPlaylist.parse(LIVE).pieces().getLast();

        assertEquals(Instant.parse("2026-11-26T01:00:01.400Z").toEpochMilli() * 1000, last.endMicros());
    }

    @Test
    void oneGoesOnWhereOneWas() {
        MediaPlaylist playlist = MediaPlaylist.parse(LIVE);

        assertEquals(List.of("41.1", "42.0", "42.2"), objects(playlist.from(41, 1)));
        assertEquals(List.of("42.0", "42.2"), objects(playlist.from(41, 2)));
        assertEquals(List.of("40", "41.0", "41.1", "42.0", "42.2"), objects(playlist.from(40, 0)));
        assertEquals(List.of("41.0", "41.1", "42.0", "42.2"), objects(playlist.from(40, 3)));
        assertEquals(List.of(), objects(playlist.from(42, 3)));
    }

    @Test
    void oneBeginsWithAKeyframeAtTheHoldBack() {
        assertEquals(List.of("42.0", "42.2"), objects(MediaPlaylist.parse(LIVE).beginning()));
    }

    @Test
    void segmentsThatAreLeftOutCount() {
        MediaPlaylist playlist = MediaPlaylist.parse(LIVE.replace("#EXT-X-MAP:URI=\"init-abc.mp4\"",
                "#EXT-X-SKIP:SKIPPED-SEGMENTS=3"));

        assertEquals("43", playlist.pieces().getFirst().object());
        assertEquals(45, playlist.next());
    }

    @Test
    void anEndIsSeen() {
        assertTrue(MediaPlaylist.parse(LIVE + "#EXT-X-ENDLIST\n").ended());
    }

    @Test
    void somethingElseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> MediaPlaylist.parse("<!doctype html>"));
    }
}
