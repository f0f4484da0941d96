package dev.streamr.daemon.cli;

import dev.streamr.daemon.Startup;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code streamr validate}: the running daemon from end to end. */
@Command(name = "validate", description = {"Checks the running daemon from end to end.",
        "At an origin a short test stream with a random name is published, watched and taken away; at a friend's machine the origin must answer."}, mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n", footer = {
                "  streamr validate", "  streamr validate --seconds 20 --json"})
final class ValidateCommand implements Callable<Integer> {

    private static final int SHORTEST_SECONDS = 2;
    private static final int LONGEST_SECONDS = 60;
    /** How long Ctrl-C waits until the test stream is gone. */
    private static final int LONGEST_CLEANING_SECONDS = 10;

    @Mixin
    final DaemonOptions options = new DaemonOptions();

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "5", description = "How long the test stream is watched, 2 to 60; ${DEFAULT-VALUE} unless given.")
    int seconds;

    @Spec
    @Nullable
    CommandSpec spec;

    private final Terminal terminal;

    ValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (seconds < SHORTEST_SECONDS || seconds > LONGEST_SECONDS) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(),
                    "--seconds: allowed are " + SHORTEST_SECONDS + " to " + LONGEST_SECONDS);
        }
        Validation validation = new Validation(Startup.check(options.config.file, terminal.environment()),
                Duration.ofSeconds(seconds));
        CountDownLatch ended = new CountDownLatch(1);
        Thread work = Thread.currentThread();
        Thread hook = new Thread(() -> end(work, ended), "validate-end");
        Runtime.getRuntime().addShutdownHook(hook);
        List<Finding> findings;
        try {
            findings = validation.run();
        } finally {
            ended.countDown();
        }
        forget(hook);
        return Finding.report(terminal, options.json, findings);
    }

    /** Ctrl-C and SIGTERM: the work ends at its next wait and takes the test stream away. */
    private static void end(Thread work, CountDownLatch ended) {
        work.interrupt();
        try {
            if (!ended.await(LONGEST_CLEANING_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("the test stream could not be taken away; the next streamr validate does it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            System.getLogger(ValidateCommand.class.getName()).log(System.Logger.Level.DEBUG, "the machine ends already",
                    e);
        }
    }
}
