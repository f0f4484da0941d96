package dev.streamr.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real {@code ffmpeg} that plays an address and decodes all that it gets. */
final class Viewer implements AutoCloseable {

    /**
     * What a viewer has seen and heard.
     *
     * @param pictures decoded frames
     * @param distinct how many of them differ; a frozen picture has one
     * @param sounds   decoded blocks of sound
     */
    record Seen(long pictures, long distinct, long sounds) {}

    private final Process process;
    private final Path frames;
    private final Path log;

    /** Starts to play {@code url}, for {@code seconds} of media or, with 0, until the server ends it. */
    Viewer(String url, int seconds) throws IOException {
        frames = Files.createTempFile("streamr-e2e-frames", ".txt");
        log = Files.createTempFile("streamr-e2e-viewer", ".log");
        List<String> command = new ArrayList<>(List.of(Image.BUILT.ffmpeg().toString(), "-nostdin", "-v", "error", "-y",
                "-analyzeduration", "2M", "-i", url));
        if (seconds > 0) {
            command.addAll(List.of("-t", String.valueOf(seconds)));
        }
        command.addAll(
                List.of("-map", "0:v", "-map", "0:a", "-flush_packets", "1", "-f", "framecrc", frames.toString()));
        process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    /** Plays {@code seconds} of {@code url} and says what was there; a player that reports an error fails the test. */
    static Seen watch(String url, int seconds) throws IOException, InterruptedException {
        try (Viewer viewer = new Viewer(url, seconds)) {
            int exitCode = viewer.awaitEnd(Duration.ofSeconds(60L + 2L * seconds));
            if (exitCode != 0) {
                throw new AssertionError(url + ": ffmpeg ended with " + exitCode + ": " + viewer.log());
            }
            return viewer.seen();
        }
    }

    boolean isWatching() {
        return process.isAlive();
    }

    int awaitEnd(Duration limit) throws InterruptedException, IOException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("ffmpeg still plays after " + limit + ": " + log());
        }
        return process.exitValue();
    }

    /** What was decoded up to now. */
    Seen seen() throws IOException {
        long pictures = 0;
        long sounds = 0;
        Set<String> different = new HashSet<>();
        try (Stream<String> lines = Files.lines(frames)) {
            for (String line : (Iterable<String>) lines::iterator) {
                String[] columns = line.split(",\\s*", -1);
                if (columns.length == 6 && columns[0].equals("0")) {
                    pictures++;
                    different.add(columns[5]);
                } else if (columns.length == 6 && columns[0].equals("1")) {
                    sounds++;
                }
            }
        }
        return new Seen(pictures, different.size(), sounds);
    }

    /** Pictures that are missing between the first and the last that were decoded. */
    long missing() throws IOException {
        try (Stream<String> lines = Files.lines(frames)) {
            long[] times = lines.map(line -> line.split(",\\s*", -1))
                    .filter(columns -> columns.length == 6 && columns[0].equals("0"))
                    .mapToLong(columns -> Long.parseLong(columns[2].strip())).sorted().toArray();
            return times.length == 0 ? 0 : times[times.length - 1] - times[0] + 1 - times.length;
        }
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.delete(frames);
        Files.delete(log);
    }
}
