package dev.streamr.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo shows its picture and, however it ends, leaves no process behind. */
class DemoIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @Test
    void showsAPictureForAWhileAndLeavesNothingBehind() throws IOException, InterruptedException {
        Run run = Run.of(LIMIT, Map.of("STREAMR_JVM_OPTS", "-Djava.io.tmpdir=" + folder),
                List.of(Image.BUILT.launcher().toString(), "demo", "--seconds", "2"));

        assertEquals(0, run.exitCode(), run.toString());
        assertEquals("", run.err());
        for (String address : new String[]{"/watch/demo", "/live/demo.m3u8", "/live/demo.flv", "rtmp://127.0.0.1:"}) {
            assertTrue(run.out().contains(address), run.out());
        }
        assertFalse(run.out().contains("\033"), "a status line where no terminal is");
        assertEquals(List.of(), demoFolders());
    }

    @Test
    void endsOrderlyWhenItIsAskedTo() throws IOException, InterruptedException {
        Process demo = running();
        List<ProcessHandle> children = demo.descendants().toList();
        demo.destroy();
        demo.waitFor(LIMIT);

        assertEquals(List.of(), children.stream().filter(ProcessHandle::isAlive).toList());
        assertEquals(List.of(), demoFolders());
    }

    @Test
    void ffmpegEndsWithADemoThatIsKilled() throws IOException, InterruptedException {
        Process demo = running();
        List<ProcessHandle> children = demo.descendants().toList();
        assertEquals(1, children.size());
        demo.destroyForcibly().waitFor();

        await().atMost(LIMIT).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void friendsCarryTheStreamAndOneOfThemMayDie() throws IOException, InterruptedException {
        Run run = Run.of(LIMIT, Map.of("STREAMR_JVM_OPTS", "-Djava.io.tmpdir=" + folder),
                List.of(Image.BUILT.launcher().toString(), "demo", "--relays", "2", "--viewers", "4", "--kill",
                        "--seconds", "16"));

        assertEquals(0, run.exitCode(), run.toString());
        assertTrue(run.out().contains("2 friends join: alice, bob"), run.toString());
        assertTrue(run.out().contains(" is killed"), run.toString());
        assertTrue(Pattern.compile("0:1[0-9]  4 of 4 play").matcher(run.out()).find(), run.toString());
        assertTrue(Pattern.compile("\\n(alice|bob) +[1-9][0-9.]* MB").matcher(run.out()).find(), run.toString());
        assertFalse(run.out().contains("\033"), "a picture that is drawn anew where no terminal is");
        assertEquals(List.of(), demoFolders());
    }

    @Test
    void friendsAndViewersEndWithADemoThatIsKilledAndLeaveNothingBehind() throws IOException, InterruptedException {
        Process demo = running("--relays", "2", "--viewers", "2");
        await().atMost(LIMIT).until(() -> demo.descendants().count() == 4);
        List<ProcessHandle> children = demo.descendants().toList();
        demo.destroyForcibly().waitFor();

        await().atMost(LIMIT).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertEquals(List.of(), demoFolders());
    }

    /** A demo whose picture is live. */
    private Process running(String... options) throws IOException {
        Path out = folder.resolve("demo.out");
        List<String> command = new ArrayList<>(List.of(Image.BUILT.launcher().toString(), "demo"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("STREAMR_JVM_OPTS", "-Djava.io.tmpdir=" + folder);
        Process demo = builder.start();
        await().atMost(LIMIT).until(() -> !demo.isAlive() || Files.readString(out).contains("/watch/demo"));
        assertTrue(demo.isAlive(), Files.readString(out));
        return demo;
    }

    private List<Path> demoFolders() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }
}
