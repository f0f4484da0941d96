package dev.streamr.ingest.rtmp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.FlvTag;
import dev.streamr.api.Publication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FFmpeg publishes and plays. */
class FfmpegTest {

    @TempDir
    Path folder;

    @Test
    void publishesAndIsPlayedBack() throws IOException {
        try (TestServer server = new TestServer();
                Ffmpeg.Run publisher = Ffmpeg.ffmpeg(folder, publish(server.url("secret-demo"), 6))) {
            await().atMost(Duration.ofSeconds(30)).until(() -> server.streams.has("demo")
                    && kinds(server).contains(FlvTag.Kind.VIDEO_KEYFRAME) && kinds(server).contains(FlvTag.Kind.AUDIO));
            Path played = folder.resolve("played.flv");
            try (Ffmpeg.Run player = Ffmpeg.ffmpeg(folder, "-i", server.url("demo"), "-c", "copy", "-y",
                    played.toString())) {
                publisher.succeed();
                player.succeed();
            }
            assertEquals(List.of(Publication.End.FINISHED), server.streams.stream("demo").ends);
            try (Ffmpeg.Run probe = Ffmpeg.ffprobe(folder, "-count_packets", "-show_entries",
                    "stream=codec_name,nb_read_packets", "-of", "csv=p=0", played.toString())) {
                String tracks = probe.succeed();
                assertTrue(tracks.contains("h264,150"), tracks);
                assertTrue(tracks.contains("aac,"), tracks);
            }
            assertTrue(Files.size(played) > 10_000);
        }
    }

    private static List<FlvTag.Kind> kinds(TestServer server) {
        return server.streams.stream("demo").tags.stream().map(FlvTag::kind).toList();
    }

    private static String[] publish(String url, int seconds) {
        return new String[]{"-re", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25", "-f", "lavfi", "-i",
                "sine=frequency=440:sample_rate=44100", "-t", Integer.toString(seconds), "-c:v", "libopenh264", "-g",
                "25", "-b:v", "300k", "-pix_fmt", "yuv420p", "-c:a", "aac", "-f", "flv", url};
    }
}
