package dev.streamr.ingest.rtmp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;

/** The FFmpeg programs that come with the test dependency, as real publishers and players. */
final class Ffmpeg {

    private static final String FFMPEG = Loader.load(org.bytedeco.ffmpeg.ffmpeg.class);
    private static final String FFPROBE = Loader.load(org.bytedeco.ffmpeg.ffprobe.class);
    private static final long PATIENCE_SECONDS = 60;

    private Ffmpeg() {}

    /** A running program; closing it ends it. */
    record Run(Process process, Path log) implements AutoCloseable {

        /** Waits for its end without an error and returns what it said. */
        String succeed() {
            String said = await();
            if (process.exitValue() != 0) {
                throw new AssertionError("exit code " + process.exitValue() + ": " + said);
            }
            return said;
        }

        /** Waits for its end and returns what it said. */
        String await() {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("still running: " + said());
                }
                return said();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }

        String said() {
            try {
                return Files.readString(log, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Asks it to end as a person would, with "q". */
        void quit() throws IOException {
            process.outputWriter().append('q').flush();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    static Run ffmpeg(Path folder, String... arguments) throws IOException {
        return run(folder, FFMPEG, arguments);
    }

    static Run ffprobe(Path folder, String... arguments) throws IOException {
        return run(folder, FFPROBE, arguments);
    }

    private static Run run(Path folder, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program, "-v", "error", "-hide_banner"));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile(folder, "run", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // The program finds its own libraries beside itself, but not those that these need in turn (libva).
        builder.environment().put("LD_LIBRARY_PATH", String.valueOf(Path.of(program).getParent()));
        Process process = builder.start();
        return new Run(process, log);
    }
}
