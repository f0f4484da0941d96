package dev.streamr.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real {@code ffmpeg} that publishes the clip over RTMP, again and again, at the speed of life. */
final class Publisher implements AutoCloseable {

    private final Process process;
    private final Path log;

    Publisher(String url) throws IOException {
        log = Files.createTempFile("streamr-e2e-publisher", ".log");
        process = new ProcessBuilder(List.of(Image.BUILT.ffmpeg().toString(), "-nostdin", "-v", "warning", "-re",
                "-stream_loop", "-1", "-i", Clip.file().toString(), "-c", "copy", "-f", "flv", url))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    boolean isPublishing() {
        return process.isAlive();
    }

    /** The exit code of a publisher that the server sends away. */
    int awaitEnd(Duration limit) throws InterruptedException, IOException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("ffmpeg still publishes after " + limit + ": " + log());
        }
        return process.exitValue();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Ends as a crash of the encoder does: without a word to the server. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.delete(log);
    }
}
