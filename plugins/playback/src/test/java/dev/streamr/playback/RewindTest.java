package dev.streamr.playback;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Event;
import dev.streamr.api.EventBus;
import dev.streamr.api.Packaging;
import dev.streamr.playback.flv.FlvService;
import dev.streamr.playback.hls.HlsService;
import dev.streamr.playback.http.Door;
import dev.streamr.playback.rewind.Recorder;
import dev.streamr.playback.rewind.RewindLimits;
import dev.streamr.playback.testing.Media;
import dev.streamr.playback.testing.MemoryStream;
import dev.streamr.playback.testing.MemoryWindow;
import dev.streamr.playback.testing.TestNode;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rewind window as a player finds it. */
class RewindTest {

    @TempDir
    private Path folder;

    @Test
    void whatHasLeftTheLiveWindowIsPlayedFromDisk() throws IOException {
        MemoryStream stream = new MemoryStream("show", Media.TRACKS);
        MemoryWindow window = stream.window(Packaging.FMP4);
        CollectorRegistry metrics = new CollectorRegistry();
        RewindLimits limits = new RewindLimits(Duration.ofHours(1), 1 << 20);
        try (TestNode node = new TestNode();
                Recorder recorder = new Recorder(node, new Deaf(), folder, limits, metrics, HlsService::lines)) {
            node.add(stream);
            HlsService hls = new HlsService(node, node, Optional.of(recorder));
            node.publicRoutes(new LiveRoutes(new Door(node, node, node.publicUrl()), hls,
                    new FlvService(node, 1, metrics), metrics));
            node.start();
            recorder.start();
            Media.segment(window, 0);
            Media.segment(window, 1);
            await().until(() -> recorder.find(stream).map(found -> found.recorded().size()).orElse(0) == 2);
            window.keep(1);
            String list = new String(node.get("/live/show/rewind.m3u8").body(), StandardCharsets.UTF_8);
            assertTrue(list.contains("#EXT-X-MEDIA-SEQUENCE:0\n") && list.contains("\n0.m4s\n"), list);
            assertEquals("0.0;0.1;0.2;0.3;0.4;0.5;0.6;0.7;0.8;0.9;",
                    new String(node.get("/live/show/0.m4s").body(), StandardCharsets.US_ASCII));
        }
    }

    private static final class Deaf implements EventBus {
        @Override
        public void publish(Event event) {}

        @Override
        public Subscription subscribe(Consumer<Event> listener) {
            throw new UnsupportedOperationException();
        }
    }
}
