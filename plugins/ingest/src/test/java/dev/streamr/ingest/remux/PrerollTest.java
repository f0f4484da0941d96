package dev.streamr.ingest.remux;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Track;
import dev.streamr.ingest.flv.AudioCodec;
import dev.streamr.ingest.flv.AudioConfig;
import org.junit.jupiter.api.Test;

class PrerollTest {

    private static final AudioConfig AAC = new AudioConfig(AudioCodec.AAC, new Track.Audio("mp4a.40.2", 48_000, 2),
            new byte[0], 48_000, 1024);

    /** Time stands still and the frames hold next to nothing: what is kept is bounded all the same. */
    @Test
    void isBoundedForFramesOfOneByte() {
        Preroll preroll = new Preroll(2_000_000, 1 << 20, false);
        int kept = 1;
        while (!preroll.add(new Frame.Audio(AAC, 0, new byte[3], 2))) {
            kept++;
            assertTrue(kept < 20_000, "kept " + kept + " frames");
        }
    }
}
