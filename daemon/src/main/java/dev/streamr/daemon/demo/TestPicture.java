package dev.streamr.daemon.demo;

import dev.streamr.daemon.Image;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The {@code ffmpeg} of the image, which draws a moving picture, makes a sound, and publishes both over RTMP.
 *
 * <p>It lives no longer than the daemon it publishes to, however that ends: without its connection it ends by itself.
 */
public final class TestPicture implements AutoCloseable {

    /** Pictures a second. */
    public static final int RATE = 30;

    /** What it says all the time, and says first; no complaint. */
    private static final String ALIVE = "(#|0, ).*";
    /** What FFmpeg said last is enough to know why it ended. */
    private static final int LINES_KEPT = 10;
    private static final int LONGEST_GOODBYE_SECONDS = 3;

    private final Process process;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Thread reader;

    private TestPicture(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().name("test-picture").start(this::read);
    }

    /**
     * Starts to publish to an address that is no secret: 720p with 30 pictures and 2 Mbit/s a second.
     *
     * @param home folder of the image
     */
    static TestPicture publish(Path home, String address) throws IOException {
        return new TestPicture(start(home, command("1280x720", "2M", List.of("-f", "flv", address))));
    }

    /**
     * Starts to publish with a stream key: a small picture of {@value #RATE} pictures a second, which costs a server
     * little. FFmpeg reads the key from a pipe as the option that it is, so no process list and no file ever holds it. It
     * ends with this process, however that ends: it writes ten lines a second to a pipe, and without a reader it gives up.
     * Fewer lines would slow it down, since FFmpeg holds its outputs together.
     *
     * @param home   folder of the image
     * @param server where to publish, without the key
     * @param atMost it ends by itself after this time, whatever becomes of this process
     */
    public static TestPicture publishSmall(Path home, String server, String key, Duration atMost) throws IOException {
        String seconds = String.valueOf(atMost.toSeconds());
        Process process = start(home, command("640x360", "800k", List.of("-t", seconds, "-f", "flv", "-fpre",
                "/dev/stdin", server, "-map", "0:v", "-vf", "scale=16:16,fps=10", "-t", seconds, "-flush_packets", "1",
                "-f", "framecrc", "pipe:1")));
        try (Writer secret = process.outputWriter(StandardCharsets.UTF_8)) {
            secret.write("rtmp_playpath=" + key + "\n");
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
        return new TestPicture(process);
    }

    private static Process start(Path home, List<String> arguments) throws IOException {
        Path ffmpeg = Image.ffmpeg(home);
        if (!Files.isExecutable(ffmpeg)) {
            throw new NoSuchFileException(ffmpeg + " is missing; the whole image is needed");
        }
        List<String> command = new ArrayList<>(List.of(ffmpeg.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /**
     * A keyframe every two seconds, a beep each second. Like an encoder with a camera it does not begin with a burst, which
     * would put its clock ahead of the time of day.
     */
    private static List<String> command(String size, String bitrate, List<String> output) {
        List<String> command = new ArrayList<>(List.of("-nostdin", "-hide_banner", "-v", "error",
                "-re", "-readrate_initial_burst", "0.05", "-f", "lavfi", "-i",
                "testsrc2=size=" + size + ":rate=" + RATE,
                "-re", "-readrate_initial_burst", "0.05", "-f", "lavfi", "-i",
                "sine=frequency=220:beep_factor=4:sample_rate=48000",
                "-c:v", "libopenh264", "-b:v", bitrate, "-g", "60", "-pix_fmt", "yuv420p",
                "-c:a", "aac", "-b:a", "128k", "-ac", "2"));
        command.addAll(output);
        return command;
    }

    /** Whether nothing more comes. */
    public boolean hasEnded() {
        return !process.isAlive();
    }

    /** Why FFmpeg ended, in its own words. */
    public String whyEnded() throws InterruptedException {
        reader.join();
        return "ffmpeg ended with exit code " + process.exitValue() + ": " + said();
    }

    private String said() {
        synchronized (lastLines) {
            return lastLines.isEmpty() ? "it said nothing" : String.join("; ", lastLines);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.matches(ALIVE)) {
                    continue;
                }
                synchronized (lastLines) {
                    lastLines.addLast(line);
                    if (lastLines.size() > LINES_KEPT) {
                        lastLines.removeFirst();
                    }
                }
            }
        } catch (IOException e) {
            synchronized (lastLines) {
                lastLines.addLast("its output cannot be read: " + e.getMessage());
            }
        }
    }

    /** Ends the stream as an encoder does; an FFmpeg that takes too long is killed. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            reader.join();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
