package dev.streamr.playback.hls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Part;
import dev.streamr.playback.http.Resource;
import dev.streamr.playback.testing.Media;
import dev.streamr.playback.testing.MemoryWindow;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NamedPlaylistTest {

    private static final URI BASE = URI.create("http://192.0.2.7:8080/live/show/s/t/");
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
    void wholeSegmentsAreNamedOnTheRelayAndTheInitBesideThePlaylist() {
        segments(5, 5);
        half(6, 0, false);
        half(6, 1, true);
        segments(7, 8);
        half(9, 0, false);
        assertEquals("""
                #EXTM3U
                #EXT-X-VERSION:8
                #EXT-X-TARGETDURATION:1
                #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,HOLD-BACK=3.000000
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
                #EXTINF:1.000000,
                http://192.0.2.7:8080/live/show/s/t/7.m4s
                #EXT-X-PROGRAM-DATE-TIME:2026-11-21T10:00:08.000Z
                #EXTINF:1.000000,
                http://192.0.2.7:8080/live/show/s/t/8.m4s
                """, text(new NamedPlaylist(window.snapshot(), "v"), BASE));
    }

    @Test
    void nothingInItNeedsMoreThanAnOldPlayerKnows() {
        segments(0, 9);
        window.end();
        String text = text(new NamedPlaylist(window.snapshot(), "v"), BASE);
        assertTrue(text.startsWith("#EXTM3U\n#EXT-X-VERSION:6\n"), text); // EXT-X-MAP
        assertTrue(text.endsWith("/9.m4s\n#EXT-X-ENDLIST\n"), text);
    }

    @Test
    void ofAWindowOfThirtySegmentsItIsAFewKilobytes() {
        segments(1_000_000, 1_000_029);
        URI base = URI.create("https://relay-of-a-friend.example.net:8443/live/show/s/" + "t".repeat(120) + "/");
        assertTrue(text(new NamedPlaylist(window.snapshot(), "v"), base).length() < 9_000);
    }

    @Test
    void anotherRelayIsAnotherVersion() {
        segments(0, 1);
        NamedPlaylist playlist = new NamedPlaylist(window.snapshot(), "v");
        Resource one = playlist.resource(BASE, false);
        assertNotEquals(one.etag(), playlist.resource(URI.create("http://192.0.2.8/live/show/s/t/"), false).etag());
        assertNotEquals(one.etag(), playlist.resource(BASE, true).etag());
    }
}
