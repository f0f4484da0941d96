package dev.streamr.playback.hls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.SegmentWindow.Snapshot;
import dev.streamr.playback.http.Resource;
import dev.streamr.playback.testing.Media;
import dev.streamr.playback.testing.MemoryWindow;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NamedPlaylistTest {

    private static final URI BASE = URI.create("http://192.0.2.7:8080/live/show/s/t/");
    private static final String HEAD = """
            #EXTM3U
            #EXT-X-VERSION:9
            #EXT-X-TARGETDURATION:1
            #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,HOLD-BACK=3.000000,PART-HOLD-BACK=1.500000,CAN-SKIP-UNTIL=6.000000
            #EXT-X-PART-INF:PART-TARGET=0.500000
            """;

    private final MemoryWindow window = new MemoryWindow(Duration.ofSeconds(1), Duration.ofMillis(500));

    private void half(long sequence, int index, boolean gap) {
        window.add(new Part(sequence, index, 500_000, index == 0, index == 1, false, gap,
                Media.START.plusMillis(sequence * 1000 + index * 500L), Media.INIT,
                gap ? new byte[0] : Media.bytes(sequence, index)));
    }

    private void segments(long from, long to) {
        for (long sequence = from; sequence <= to; sequence++) {
            half(sequence, 0, false);
            half(sequence, 1, false);
        }
    }

    private static String text(NamedPlaylist playlist, URI base) {
        return new String(playlist.with(base.toString().getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @Test
    void segmentsPartsAndHintsAreNamedOnTheRelayAndTheInitBesideThePlaylist() {
        segments(5, 5);
        half(6, 0, false);
        half(6, 1, true);
        segments(7, 8);
        half(9, 0, false);
        assertEquals(HEAD + """
                #EXT-X-MEDIA-SEQUENCE:5
                #EXT-X-DISCONTINUITY-SEQUENCE:0
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-MAP:URI="init-0123456789abcdef.mp4"
                #EXT-X-PROGRAM-DATE-TIME:2026-11-21T10:00:05.000Z
                #EXTINF:1.000000,
                http://192.0.2.7:8080/live/show/s/t/5.m4s
                #EXT-X-PROGRAM-DATE-TIME:2026-11-21T10:00:06.000Z
                #EXT-X-GAP
                #EXTINF:1.000000,
                http://192.0.2.7:8080/live/show/s/t/6.m4s
                #EXT-X-PROGRAM-DATE-TIME:2026-11-21T10:00:07.000Z
                #EXT-X-PART:DURATION=0.500000,URI="http://192.0.2.7:8080/live/show/s/t/7.0.m4s",INDEPENDENT=YES
                #EXT-X-PART:DURATION=0.500000,URI="http://192.0.2.7:8080/live/show/s/t/7.1.m4s"
                #EXTINF:1.000000,
                http://192.0.2.7:8080/live/show/s/t/7.m4s
                #EXT-X-PROGRAM-DATE-TIME:2026-11-21T10:00:08.000Z
                #EXT-X-PART:DURATION=0.500000,URI="http://192.0.2.7:8080/live/show/s/t/8.0.m4s",INDEPENDENT=YES
                #EXT-X-PART:DURATION=0.500000,URI="http://192.0.2.7:8080/live/show/s/t/8.1.m4s"
                #EXTINF:1.000000,
                http://192.0.2.7:8080/live/show/s/t/8.m4s
                #EXT-X-PROGRAM-DATE-TIME:2026-11-21T10:00:09.000Z
                #EXT-X-PART:DURATION=0.500000,URI="http://192.0.2.7:8080/live/show/s/t/9.0.m4s",INDEPENDENT=YES
                #EXT-X-PRELOAD-HINT:TYPE=PART,URI="http://192.0.2.7:8080/live/show/s/t/9.1.m4s"
                """, text(NamedPlaylist.full(window.snapshot(), "v"), BASE));
    }

    @Test
    void aDeltaUpdateNamesWhatIsLeftOnTheRelay() {
        segments(0, 9);
        String delta = text(NamedPlaylist.delta(window.snapshot(), "v"), BASE);
        assertEquals(HEAD + """
                #EXT-X-MEDIA-SEQUENCE:0
                #EXT-X-DISCONTINUITY-SEQUENCE:0
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-SKIP:SKIPPED-SEGMENTS=4
                #EXT-X-MAP:URI="init-0123456789abcdef.mp4"
                #EXT-X-PROGRAM-DATE-TIME:2026-11-21T10:00:04.000Z
                #EXTINF:1.000000,
                http://192.0.2.7:8080/live/show/s/t/4.m4s
                """, delta.substring(0, delta.indexOf("4.m4s") + 6));
    }

    @Test
    void withNothingInTheHolesItIsEverybodysPlaylist() {
        segments(0, 9);
        Snapshot now = window.snapshot();
        assertEquals(MediaPlaylist.full(now, Packaging.FMP4), text(NamedPlaylist.full(now, "v"), URI.create("")));
        assertEquals(MediaPlaylist.delta(now, Packaging.FMP4), text(NamedPlaylist.delta(now, "v"), URI.create("")));
    }

    @Test
    void anotherRelayIsAnotherVersion() {
        segments(0, 1);
        NamedPlaylist playlist = NamedPlaylist.full(window.snapshot(), "v");
        Resource one = playlist.resource(BASE, false);
        assertNotEquals(one.etag(), playlist.resource(URI.create("http://192.0.2.8/live/show/s/t/"), false).etag());
        assertNotEquals(one.etag(), playlist.resource(BASE, true).etag());
    }
}
