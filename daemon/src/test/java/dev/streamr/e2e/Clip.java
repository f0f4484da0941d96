package dev.streamr.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A short clip with picture and sound, encoded once, so that publishing it costs next to nothing. */
final class Clip {

    /** Frames per second of the clip; a keyframe each second. */
    static final int FRAME_RATE = 25;

    private static final Path FILE = encode();

    private Clip() {}

    static Path file() {
        return FILE;
    }

    private static Path encode() {
        try {
            Path clip = Files.createTempFile("streamr-e2e-clip", ".flv");
            clip.toFile().deleteOnExit();
            Run run = Run.of(Duration.ofMinutes(1),
                    List.of(Image.BUILT.ffmpeg().toString(), "-nostdin", "-v", "error", "-y",
                            "-f", "lavfi", "-i", "testsrc2=size=480x270:rate=" + FRAME_RATE,
                            "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000", "-t", "20",
                            "-c:v", "libopenh264", "-b:v", "500k", "-g", String.valueOf(FRAME_RATE), "-pix_fmt",
                            "yuv420p",
                            "-c:a", "aac", "-b:a", "96k", "-ac", "2", clip.toString()));
            if (run.exitCode() != 0) {
                throw new IllegalStateException("the clip cannot be encoded: " + run);
            }
            return clip;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
