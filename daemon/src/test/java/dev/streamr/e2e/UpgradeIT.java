package dev.streamr.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package manager puts other files in the place of those that a running daemon was started from. */
class UpgradeIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void aDaemonWhoseFilesWereReplacedGoesOnAndStopsCleanly() throws IOException, InterruptedException {
        Image image = Image.BUILT.withOwnPlugins(folder.resolve("image"));
        own(image.home().resolve("lib"));
        own(image.home().resolve("native"));
        try (ImageDaemon daemon = new ImageDaemon(image, Files.createDirectory(folder.resolve("run")), "open")) {
            replace(image.home().resolve("lib"));
            replace(image.home().resolve("native"));
            replace(image.plugins());

            // What nobody has asked for yet has to come from the files that are gone.
            try (Publisher publisher = new Publisher(daemon.rtmp("show"))) {
                daemon.awaitBody("/live/show.m3u8");
                daemon.awaitBody("/live/show/ts.m3u8");
                try (Viewer viewer = new Viewer(daemon.http("/live/show.flv"), 0)) {
                    await().atMost(SOON).until(() -> viewer.seen().pictures() > Clip.FRAME_RATE);
                    for (String path : List.of("/", "/watch/show", "/api/v1/streams", "/openapi")) {
                        assertEquals(200, daemon.get(path).statusCode(), path);
                    }
                    assertEquals(200, daemon.getOps("/metrics").statusCode());
                    assertEquals(404, daemon.get("/nothing").statusCode());
                    assertTrue(publisher.isPublishing(), publisher.log());

                    assertEquals(0, daemon.terminate(), daemon.log());
                    assertEquals(0, viewer.awaitEnd(SOON), viewer.log());
                }
            }
            assertFalse(daemon.log().matches("(?s).*(Error|Exception| ERROR ).*"), daemon.log());
        }
    }

    /** Makes a folder that was a link into the build's image a copy of it. */
    private static void own(Path link) throws IOException {
        Path target = link.toRealPath();
        Files.delete(link);
        Files.createDirectory(link);
        try (Stream<Path> files = Files.list(target)) {
            for (Path file : files.toList()) {
                Files.copy(file, link.resolve(file.getFileName()), LinkOption.NOFOLLOW_LINKS,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** As dpkg does: a new file is renamed over the old one, which stays for whoever has it open; some names go. */
    private static void replace(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith("helidon-") || name.endsWith(".zip")) {
                    Files.delete(file);
                } else {
                    Path fresh = Files.writeString(directory.resolve(name + ".dpkg-new"), "of another version");
                    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
