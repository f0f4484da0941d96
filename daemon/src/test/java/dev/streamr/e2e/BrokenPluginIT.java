package dev.streamr.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that cannot be loaded is named with its reason wherever one looks, and the others do their work. */
class BrokenPluginIT {

    @TempDir
    Path folder;

    @Test
    void aTruncatedPluginIsNamedAndTheOthersGoOn() throws IOException, InterruptedException {
        Image image = Image.BUILT.withOwnPlugins(folder.resolve("image"));
        truncate(image, "playback");

        try (ImageDaemon daemon = new ImageDaemon(image, Files.createDirectory(folder.resolve("run")), "open");
                Publisher publisher = new Publisher(daemon.rtmp("show"))) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> daemon.getOps("/metrics").body().contains("streamr_streams 1.0"));
            assertTrue(Viewer.watch(daemon.rtmp("show"), 2).pictures() > 0);
            assertTrue(publisher.isPublishing(), publisher.log());

            var ready = daemon.getOps("/health/ready");
            assertEquals(503, ready.statusCode());
            assertTrue(ready.body().contains("playback"), ready.body());
            assertTrue(daemon.log().contains("playback"), daemon.log());
            Run status = daemon.streamr("status");
            assertTrue(status.out().contains("playback"), status.toString());
        }
    }

    private static void truncate(Image image, String plugin) throws IOException {
        try (Stream<Path> zips = Files.list(image.plugins())) {
            Path zip = zips.filter(file -> file.getFileName().toString().contains(plugin)).findFirst().orElseThrow();
            byte[] whole = Files.readAllBytes(zip);
            Files.write(zip, java.util.Arrays.copyOf(whole, whole.length / 2));
        }
    }
}
