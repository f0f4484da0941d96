package dev.streamr.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has the key publishes, who has not does not, and nobody but the streamer ever reads it. */
class PublishKeyIT {

    @TempDir
    Path folder;
    private ImageDaemon daemon;
    private String key;

    @BeforeEach
    void addAStream() throws IOException, InterruptedException {
        daemon = new ImageDaemon(Image.BUILT, folder, "key");
        key = StreamKeys.add(daemon, "show");
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void aWrongKeyIsSentAwayAndShowsNothing() throws IOException, InterruptedException {
        try (Publisher stranger = new Publisher(daemon.rtmp("wrong-" + key))) {
            assertNotEquals(0, stranger.awaitEnd(Duration.ofSeconds(60)));
        }
        assertEquals(404, daemon.get("/live/show.m3u8").statusCode());
    }

    @Test
    void thePublicNameIsNoKey() throws IOException, InterruptedException {
        try (Publisher stranger = new Publisher(daemon.rtmp("show"))) {
            assertNotEquals(0, stranger.awaitEnd(Duration.ofSeconds(60)));
        }
    }

    @Test
    void aRotatedKeyNoLongerPublishes() throws IOException, InterruptedException {
        assertEquals(0, daemon.streamr("stream", "rotate-key", "show", "--json").exitCode());

        try (Publisher old = new Publisher(daemon.rtmp(key))) {
            assertNotEquals(0, old.awaitEnd(Duration.ofSeconds(60)));
        }
    }

    @Test
    void theKeyIsInNoLogNoMetricNoAnswerAndNoList() throws IOException, InterruptedException {
        try (Publisher publisher = new Publisher(daemon.rtmp(key));
                Publisher stranger = new Publisher(daemon.rtmp(key + "x"))) {
            daemon.awaitBody("/live/show.m3u8");
            stranger.awaitEnd(Duration.ofSeconds(60));

            String metrics = daemon.getOps("/metrics").body();
            assertTrue(metrics.contains("streamr_streams"), metrics);
            for (String said : new String[]{metrics, daemon.log(), daemon.get("/api/v1/streams").body(),
                    daemon.get("/live/show.m3u8").body(), daemon.streamr("stream", "list", "--json").toString(),
                    daemon.streamr("status", "--json").toString()}) {
                assertFalse(said.contains(key), said);
            }
            assertTrue(publisher.isPublishing(), publisher.log());
        }
    }
}
