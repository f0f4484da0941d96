package dev.streamr.playback.hls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.streamr.api.Placement;
import dev.streamr.playback.testing.Media;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultivariantPlaylistTest {

    private static final Variant VARIANT = new Variant(Media.TRACKS, new BitRates.Declared(3_300_000, 3_000_000), 30);

    @Test
    void oneMachineIsOneVariant() {
        assertEquals("""
                #EXTM3U
                #EXT-X-VERSION:6
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-STREAM-INF:BANDWIDTH=3300000,AVERAGE-BANDWIDTH=3000000,CODECS="avc1.64001f,mp4a.40.2",\
                RESOLUTION=1280x720,FRAME-RATE=30.000
                show/media.m3u8
                """, MultivariantPlaylist.write(VARIANT, "show/media.m3u8"));
    }

    @Test
    void everyPathwayHasTheSameVariantUnderItsOwnAddress() {
        Placement.Steered steered = new Placement.Steered(URI.create("api/v1/streams/show/steering/t"), List.of(
                new Placement.Pathway("alice", URI.create("http://192.0.2.7:8080/live/show/s/a/")),
                new Placement.Pathway("origin", URI.create("show/s/o/"))));
        assertEquals("""
                #EXTM3U
                #EXT-X-VERSION:6
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-CONTENT-STEERING:SERVER-URI="/api/v1/streams/show/steering/t",PATHWAY-ID="alice"
                #EXT-X-STREAM-INF:BANDWIDTH=3300000,AVERAGE-BANDWIDTH=3000000,CODECS="avc1.64001f,mp4a.40.2",\
                RESOLUTION=1280x720,FRAME-RATE=30.000,STABLE-VARIANT-ID="source",PATHWAY-ID="alice"
                http://192.0.2.7:8080/live/show/s/a/media.m3u8
                #EXT-X-STREAM-INF:BANDWIDTH=3300000,AVERAGE-BANDWIDTH=3000000,CODECS="avc1.64001f,mp4a.40.2",\
                RESOLUTION=1280x720,FRAME-RATE=30.000,STABLE-VARIANT-ID="source",PATHWAY-ID="origin"
                show/s/o/media.m3u8
                """, MultivariantPlaylist.steered(VARIANT, steered));
    }
}
