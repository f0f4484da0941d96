package dev.streamr.ingest.rtmp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.FlvTag;
import dev.streamr.api.Publication;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a player meets. */
class PlayTest {

    private static final RtmpLimits IMPATIENT = new RtmpLimits(1 << 20, 65_536, 100, 100, Duration.ofSeconds(10),
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(500));

    private final TestServer server = new TestServer(IMPATIENT, Optional.empty());

    PlayTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void getsTagsWithTheirTimes() throws IOException {
        Publication publication = publish("demo");
        publication.tag(new FlvTag(FlvTag.Kind.VIDEO_KEYFRAME, 0x01000000, Media.KEYFRAME));
        try (TestClient player = TestClient.player(server.port, "demo")) {
            RtmpMessage.Media media = nextMedia(player);
            assertEquals(MessageType.VIDEO, media.type());
            assertEquals(0x01000000, media.timestamp());
            assertArrayEquals(Media.KEYFRAME, media.payload());
        }
    }

    @Test
    void isToldThatThereIsNoSuchStream() throws IOException {
        try (TestClient player = TestClient.connected(server.port)) {
            player.command("play", 5, Amf.Nothing.NULL, new Amf.Text("nothing"));
            player.awaitStatus("NetStream.Play.StreamNotFound");
            player.awaitClosed();
        }
    }

    @Test
    void isSentAwayFromAStreamThatIsOnlyRelayedHere() throws IOException {
        server.streams.publish(new StreamName("demo"), StreamRegistry.RELAY);
        try (TestClient player = TestClient.connected(server.port)) {
            player.command("play", 5, Amf.Nothing.NULL, new Amf.Text("demo"));
            String words = player.awaitStatus("NetStream.Play.StreamNotFound");
            assertTrue(words.contains("address of its streamer"), words);
            player.awaitClosed();
        }
        assertEquals(0, server.streams.stream("demo").viewers.get());
    }

    @Test
    void cannotUseThePublishKey() throws IOException {
        publish("demo");
        for (String asked : new String[]{"secret-demo", "secret-demo?key=secret-demo", "../demo", "DEMO", ""}) {
            try (TestClient player = TestClient.connected(server.port)) {
                player.command("play", 5, Amf.Nothing.NULL, new Amf.Text(asked));
                player.awaitStatus("NetStream.Play.StreamNotFound");
            }
        }
    }

    @Test
    void isToldThatTheStreamIsOver() throws IOException {
        Publication publication = publish("demo");
        try (TestClient player = TestClient.player(server.port, "demo")) {
            publication.close(Publication.End.FINISHED);
            player.awaitStatus("NetStream.Play.UnpublishNotify");
            player.awaitClosed();
        }
        await().until(() -> server.streams.stream("demo").viewers.get() == 0);
    }

    @Test
    void isNoticedLeavingASilentStream() throws IOException {
        publish("demo");
        try (TestClient player = TestClient.player(server.port, "demo")) {
            assertFalse(player.socket.isClosed());
            await().until(() -> server.streams.stream("demo").viewers.get() == 1);
        }
        await().until(() -> server.streams.stream("demo").viewers.get() == 0);
    }

    @Test
    void isClosedWhenItTakesNothing() throws IOException {
        Publication publication = publish("demo");
        try (TestClient player = TestClient.player(server.port, "demo")) {
            player.socket.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
            byte[] payload = Chunks.payload(1 << 20);
            for (int i = 0; i < 32; i++) {
                publication.tag(new FlvTag(FlvTag.Kind.VIDEO_KEYFRAME, i, payload));
            }
            await().until(() -> server.streams.stream("demo").viewers.get() == 0);
            assertEquals(1, server.metric("streamr_ingest_connections_closed_total", "reason", "stalled"));
        }
    }

    @Test
    void mayPlayAgainOnTheSameConnection() throws IOException {
        publish("demo");
        try (TestClient player = TestClient.player(server.port, "demo")) {
            player.command("deleteStream", 0, Amf.Nothing.NULL, new Amf.Num(1));
            player.command("play", 8, Amf.Nothing.NULL, new Amf.Text("demo"));
            player.awaitStatus("NetStream.Play.Start");
            await().until(() -> server.streams.stream("demo").viewers.get() == 1);
        }
    }

    private Publication publish(String name) {
        return server.streams.publish(new StreamName(name), "test");
    }

    private static RtmpMessage.Media nextMedia(TestClient player) throws IOException {
        while (true) {
            if (player.next() instanceof RtmpMessage.Media media) {
                return media;
            }
        }
    }
}
