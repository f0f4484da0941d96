package dev.streamr.daemon.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process of this image. Its standard input is a pipe from here: when this process ends, however that comes, the pipe
 * ends, and so does the child.
 */
final class Child implements AutoCloseable {

    private static final int LONGEST_GOODBYE_SECONDS = 5;
    private static final int LINES_SHOWN = 10;

    private final Process process;
    private final Path log;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a command of the image; what it complains about goes to a file.
     *
     * @param out where its standard output goes, {@link ProcessBuilder.Redirect#PIPE} to read it
     */
    static Child start(Path image, Path log, ProcessBuilder.Redirect out, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(image.resolve("bin/streamr").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(key -> key.startsWith("STREAMR_") && !key.equals("STREAMR_JVM_OPTS"));
        return new Child(builder.start(), log);
    }

    /** A process whose output nobody reads. */
    static Child start(Path image, Path log, List<String> arguments) throws IOException {
        return start(image, log, ProcessBuilder.Redirect.DISCARD, arguments);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    BufferedReader output() {
        return process.inputReader(StandardCharsets.UTF_8);
    }

    /** Sends an empty line. */
    void signal() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Why it ended, in its own words. */
    String whyEnded() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            String said = String.join("; ", all.subList(Math.max(0, all.size() - LINES_SHOWN), all.size()));
            return said.isEmpty() ? "it said nothing" : said;
        }
    }

    /** SIGKILL: nothing is said to anybody. */
    void kill() {
        process.destroyForcibly();
    }

    /** Asks it to end, without waiting for that. */
    void end() {
        process.destroy();
    }

    @Override
    public void close() {
        end();
        try {
            if (!process.waitFor(LONGEST_GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                kill();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
