package dev.streamr.playback.flv;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.streamr.api.FlvTag;
import dev.streamr.api.FlvTag.Kind;
import dev.streamr.api.Track;
import dev.streamr.playback.http.Asked;
import dev.streamr.playback.http.Refusal;
import dev.streamr.playback.testing.Media;
import dev.streamr.playback.testing.MemoryStream;
import dev.streamr.playback.testing.TestNode;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlvServiceTest {

    private static final FlvTag VIDEO_HEADER = new FlvTag(Kind.VIDEO_HEADER, 0, new byte[]{0x17, 0, 1});
    private static final FlvTag AUDIO_HEADER = new FlvTag(Kind.AUDIO_HEADER, 0, new byte[]{(byte) 0xAF, 0, 2});
    private static final FlvTag KEYFRAME = new FlvTag(Kind.VIDEO_KEYFRAME, 5_000_000_000L, new byte[70_000]);

    private final TestNode node = new TestNode();
    private final MemoryStream stream = new MemoryStream("show", Media.TRACKS);
    private final CollectorRegistry metrics = new CollectorRegistry();
    private final FlvService service = new FlvService(node, 2, metrics);

    @BeforeEach
    void start() {
        node.publicRoutes(rules -> rules.any("/{name}", this::handle));
        node.start();
        stream.preamble(VIDEO_HEADER, AUDIO_HEADER);
    }

    @AfterEach
    void stop() {
        stream.endTags();
        node.close();
    }

    private void handle(ServerRequest request, ServerResponse response) {
        try {
            service.serve(new Asked(stream, Optional.empty(), request, response));
        } catch (Refusal refusal) {
            refusal.send(response, true);
        }
    }

    @Test
    void aStrictReaderGetsEveryTagAndACleanEnd() throws IOException {
        try (InputStream in = node.uri("/show.flv").toURL().openStream()) {
            stream.batch(KEYFRAME);
            stream.endTags();
            FlvReader flv = new FlvReader(in);
            assertEquals(5, flv.flags());
            expect(VIDEO_HEADER, flv);
            expect(AUDIO_HEADER, flv);
            expect(KEYFRAME, flv);
            assertNull(flv.next());
        }
        await().until(() -> closed("stream-ended") == 1);
    }

    @Test
    void flagsNameWhatIsThere() {
        List<Track> soundOnly = List.of(new Track.Audio("mp4a.40.2", 48_000, 2));
        assertEquals(4, flags(FlvHead.fileHeader(List.of(AUDIO_HEADER), soundOnly)));
        assertEquals(1, flags(FlvHead.fileHeader(List.of(VIDEO_HEADER), List.of())));
        assertEquals(5, flags(FlvHead.fileHeader(List.of(VIDEO_HEADER), soundOnly)));
        assertEquals(5, flags(FlvHead.fileHeader(List.of(), List.of())));
    }

    @Test
    void anIdleStreamShowsSignsOfLife() throws IOException {
        try (InputStream in = node.uri("/show.flv").toURL().openStream()) {
            FlvReader flv = new FlvReader(in);
            expect(VIDEO_HEADER, flv);
            expect(AUDIO_HEADER, flv);
            FlvReader.Tag life = flv.next();
            assertNotNull(life);
            assertEquals(18, life.type());
            assertEquals("onMetaData", new String(life.body(), 3, 10, StandardCharsets.US_ASCII));
        }
    }

    @Test
    void aViewerWhoLeavesAnIdleStreamIsNoticed() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            socket.getOutputStream()
                    .write("GET /show.flv HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            await().until(() -> socket.getInputStream().read() >= 0);
            assertEquals(1, service.viewers());
        }
        await().atMost(Duration.ofSeconds(9)).until(() -> service.viewers() == 0);
        assertEquals(1, closed("viewer-left"));
        assertEquals(0, stream.readers().size());
    }

    @Test
    void moreThanTheMostAreRefused() throws IOException {
        try (InputStream one = node.uri("/a.flv").toURL().openStream();
                InputStream two = node.uri("/b.flv").toURL().openStream()) {
            assertEquals('F', one.read());
            assertEquals('F', two.read());
            assertEquals(503, node.get("/c.flv").statusCode());
        }
    }

    @Test
    void aStreamThatIsOverIsNotThere() {
        stream.endTags();
        assertEquals(404, node.get("/show.flv").statusCode());
    }

    @Test
    void drainingEndsEveryResponseCleanly() throws IOException, InterruptedException {
        try (InputStream in = node.uri("/show.flv").toURL().openStream()) {
            FlvReader flv = new FlvReader(in);
            service.drain(Duration.ofSeconds(5));
            assertEquals(0, service.viewers());
            expect(VIDEO_HEADER, flv);
            expect(AUDIO_HEADER, flv);
            assertNull(flv.next());
        }
        assertEquals(1, closed("stopped"));
        assertEquals(503, node.get("/show.flv").statusCode());
    }

    private double closed(String reason) {
        Double count = metrics.getSampleValue("streamr_playback_flv_closed_total", new String[]{"reason"},
                new String[]{reason});
        return count == null ? 0 : count;
    }

    private static void expect(FlvTag wanted, FlvReader flv) throws IOException {
        FlvReader.Tag tag = flv.next();
        assertNotNull(tag);
        assertEquals(wanted.kind().flvType(), tag.type());
        assertEquals(wanted.timestampMillis() & 0xFFFFFFFFL, tag.millis());
        assertArrayEquals(wanted.payload(), tag.body());
    }

    private static int flags(byte[] chunk) {
        return chunk[7];
    }
}
