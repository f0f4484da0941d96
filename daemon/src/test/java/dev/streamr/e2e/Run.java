package dev.streamr.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that ran to its end.
 *
 * @param exitCode what it ended with
 * @param out      its standard output
 * @param err      its standard error
 */
record Run(int exitCode, String out, String err) {

    /** Runs a program; one that takes longer than {@code limit} is killed and fails the test. */
    static Run of(Duration limit, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("streamr-e2e", ".out");
        Path err = Files.createTempFile("streamr-e2e", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(command + " did not end within " + limit + ": " + Files.readString(err));
            }
            return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    static Run of(Duration limit, List<String> command) throws IOException, InterruptedException {
        return of(limit, Map.of(), command);
    }

    @Override
    public String toString() {
        return "exit code " + exitCode + "\n--- out\n" + out + "\n--- err\n" + err;
    }
}
