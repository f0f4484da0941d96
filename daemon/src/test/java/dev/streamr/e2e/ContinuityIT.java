package dev.streamr.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What viewers notice when a publisher is replaced or the daemon ends: as little as can be. */
class ContinuityIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern MEDIA_PLAYLIST = Pattern.compile("(?m)^[^#\\s].*$");

    @TempDir
    Path folder;
    private ImageDaemon daemon;

    @BeforeEach
    void start() throws IOException {
        daemon = new ImageDaemon(Image.BUILT, folder, "open");
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void anotherPublisherTakesOverAndTheViewerStays() throws IOException, InterruptedException {
        try (Publisher first = new Publisher(daemon.rtmp("show"))) {
            daemon.awaitBody("/live/show.m3u8");
            try (Viewer viewer = new Viewer(daemon.http("/live/show.flv"), 0)) {
                await().atMost(SOON).until(() -> viewer.seen().pictures() > Clip.FRAME_RATE);

                try (Publisher second = new Publisher(daemon.rtmp("show"))) {
                    first.awaitEnd(SOON);
                    long before = viewer.seen().pictures();

                    await().atMost(SOON).until(() -> viewer.seen().pictures() > before + 2L * Clip.FRAME_RATE);
                    assertTrue(viewer.isWatching(), viewer.log());
                    assertTrue(second.isPublishing(), second.log());
                }
            }
        }
    }

    @Test
    void mediaSequenceGoesOnAfterAnOrderlyRestart() throws IOException, InterruptedException {
        long before = lastSegmentOfAPublication();
        assertTrue(Set.of(0, 143).contains(daemon.terminate()), daemon.log());
        daemon.restart();

        assertTrue(lastSegmentOfAPublication() > before);
    }

    @Test
    void mediaSequenceGoesOnAfterAPowerCut() throws IOException, InterruptedException {
        long before = lastSegmentOfAPublication();
        daemon.kill();
        daemon.restart();

        assertTrue(lastSegmentOfAPublication() > before);
    }

    @Test
    void playersSeeACleanEndWhenTheDaemonIsToldToStop() throws IOException, InterruptedException {
        try (Publisher publisher = new Publisher(daemon.rtmp("show"))) {
            daemon.awaitBody("/live/show.m3u8");
            try (Viewer flv = new Viewer(daemon.http("/live/show.flv"), 0);
                    Viewer rtmp = new Viewer(daemon.rtmp("show"), 0)) {
                await().atMost(SOON).until(() -> flv.seen().pictures() > 0 && rtmp.seen().pictures() > 0);

                assertTrue(Set.of(0, 143).contains(daemon.terminate()), daemon.log());

                assertEquals(0, flv.awaitEnd(SOON), flv.log());
                assertEquals("", flv.log());
                assertEquals(0, rtmp.awaitEnd(SOON), rtmp.log());
            }
            publisher.awaitEnd(SOON);
        }
    }

    /** Publishes until a first whole segment is there and says its number. */
    private long lastSegmentOfAPublication() throws IOException {
        try (Publisher publisher = new Publisher(daemon.rtmp("show"))) {
            String multivariant = daemon.awaitBody("/live/show.m3u8");
            var first = MEDIA_PLAYLIST.matcher(multivariant);
            assertTrue(first.find(), multivariant);
            String path = java.net.URI.create("/live/show.m3u8").resolve(first.group().strip()).toString();
            String playlist = await().atMost(SOON).until(() -> daemon.awaitBody(path),
                    it -> Playlists.segments(it) > 0);
            assertTrue(publisher.isPublishing(), publisher.log());
            return Playlists.mediaSequence(playlist) + Playlists.segments(playlist) - 1;
        }
    }
}
