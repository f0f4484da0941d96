package dev.streamr.ingest.remux;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.LiveStream;
import dev.streamr.api.Publication;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.ingest.rtmp.RtmpLimits;
import dev.streamr.ingest.rtmp.RtmpServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Enhanced RTMP from FFmpeg, over a socket, to HLS that ffprobe decodes. */
class OverRtmpTest {

    private final Rig rig = new Rig();
    private final FakePublication publication = new FakePublication(rig.stream);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({"hevc, hevc, aac", "av1, av1, opus", "vp9, vp9, opus"})
    void enhancedCodecsReachHls(String clip, String video, String audio) throws Exception {
        Path source = folder.resolve("clip.mkv");
        try (InputStream in = Objects
                .requireNonNull(OverRtmpTest.class.getResourceAsStream("/clips/" + clip + ".mkv"))) {
            Files.copy(in, source);
        }
        try (RtmpServer server = new RtmpServer(RtmpLimits.DEFAULTS, path -> Optional.of(rig.stream.name()),
                new OneStream(), taken -> rig.service.open(taken, rig.position), rig.metrics)) {
            int port = server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.empty());
            Tools.ffmpeg("-re", "-i", source, "-c", "copy", "-f", "flv", "rtmp://127.0.0.1:" + port + "/live/any");
            await().until(() -> rig.metrics.getSampleValue("streamr_ingest_publishers") == 0);
        }
        assertEquals(List.of(), publication.faults);
        assertTrue(!rig.media().segments().isEmpty());
        Path made = folder.resolve("made.mp4");
        Files.write(made, Media.bytes(rig.media().segments()));
        String tracks = Tools.ffprobe("-count_frames", "-show_entries", "stream=codec_name,nb_read_frames", "-of",
                "csv=p=0", made);
        assertTrue(tracks.lines().anyMatch(line -> line.startsWith(video + ",") && !line.endsWith(",0")), tracks);
        assertTrue(tracks.lines().anyMatch(line -> line.startsWith(audio + ",") && !line.endsWith(",0")), tracks);
    }

    /** A node with one stream, whoever publishes. */
    private final class OneStream implements StreamRegistry {
        @Override
        public Publication publish(StreamName name, String protocol) {
            return publication;
        }

        @Override
        public Optional<LiveStream> find(StreamName name) {
            return Optional.of(rig.stream);
        }

        @Override
        public List<LiveStream> streams() {
            return List.of(rig.stream);
        }
    }
}
