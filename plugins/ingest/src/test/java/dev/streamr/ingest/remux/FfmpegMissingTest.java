package dev.streamr.ingest.remux;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Health;
import dev.streamr.api.Packaging;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A machine on which FFmpeg's native libraries do not load: a process of its own, because they load once. */
class FfmpegMissingTest {

    private static final int PATIENCE_SECONDS = 60;

    @Test
    void healthSaysWhyAndPublishersAreNotHeldUp() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.platform=no-such-machine", "-cp", System.getProperty("java.class.path"),
                Publisher.class.getName()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), said);
        assertEquals(0, process.exitValue(), said);
        assertTrue(said.contains("down: FFmpeg did not load: "), said);
        assertTrue(said.contains("parts: 0, faults: []"), said);
    }

    /** Publishes a clip and says what came of it. */
    static final class Publisher {

        private Publisher() {}

        public static void main(String[] arguments) {
            try (Rig rig = new Rig()) {
                await().until(() -> !rig.service.health().up());
                FakePublication publication = rig.publish(Clips.load("bframes"));
                Health health = rig.service.health();
                System.out.println("down: " + health.reason());
                System.out.println("parts: " + rig.stream.parts(Packaging.FMP4).size() + ", faults: "
                        + publication.faults);
            }
        }
    }
}
