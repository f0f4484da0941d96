package dev.streamr.daemon.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The {@code ffmpeg} of the image, which draws a moving picture, makes a sound, and publishes both over RTMP.
 *
 * <p>It lives no longer than the daemon it publishes to, however that ends: without its connection it ends by itself.
 */
final class TestPicture implements AutoCloseable {

    /** What FFmpeg said last is enough to know why it ended. */
    private static final int LINES_KEPT = 10;
    private static final int LONGEST_GOODBYE_SECONDS = 3;

    private final Process process;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Thread reader;

    private TestPicture(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().name("demo-ffmpeg").start(this::read);
    }

    /**
     * Starts to publish.
     *
     * @param home    folder of the image
     * @param address where to publish
     */
    static TestPicture publish(Path home, String address) throws DemoFailure, IOException {
        Path ffmpeg = home.resolve("native/ffmpeg");
        if (!Files.isExecutable(ffmpeg)) {
            throw new DemoFailure(ffmpeg + " is missing; the demo needs the whole image");
        }
        return new TestPicture(
                new ProcessBuilder(command(ffmpeg.toString(), address)).redirectErrorStream(true).start());
    }

    /**
     * 720p with 30 frames and 2 Mbit/s a second, a keyframe every two seconds, a beep each second. Like an encoder with a
     * camera it does not begin with a burst, which would put its clock ahead of the time of day.
     */
    private static List<String> command(String ffmpeg, String address) {
        return List.of(ffmpeg, "-nostdin", "-hide_banner", "-v", "error",
                "-re", "-readrate_initial_burst", "0.05", "-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=30",
                "-re", "-readrate_initial_burst", "0.05", "-f", "lavfi", "-i",
                "sine=frequency=220:beep_factor=4:sample_rate=48000",
                "-c:v", "libopenh264", "-b:v", "2M", "-g", "60", "-pix_fmt", "yuv420p",
                "-c:a", "aac", "-b:a", "128k", "-ac", "2", "-f", "flv", address);
    }

    boolean hasEnded() {
        return !process.isAlive();
    }

    /** Why FFmpeg ended, in its own words. */
    String whyEnded() throws InterruptedException {
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
