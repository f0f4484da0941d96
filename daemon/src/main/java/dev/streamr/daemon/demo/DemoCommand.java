package dev.streamr.daemon.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code streamr demo}. */
@Command(name = "demo", description = "Shows a live test picture: a daemon on free ports, published to over RTMP; with --relays, friends who carry it.", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n", footer = {
        "  streamr demo", "  streamr demo --relays 3 --viewers 20 --kill"})
public final class DemoCommand implements Callable<Integer> {

    private static final int USUAL_VIEWERS = 20;
    private static final int MOST_VIEWERS = 500;
    private static final int SHORTEST_KILL_SECONDS = 10;
    private static final Duration USUAL_KILL_LENGTH = Duration.ofSeconds(40);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--seconds", paramLabel = "N", description = "End after N seconds (default: when Ctrl-C is pressed; with --kill: 40).")
    private int seconds;

    @Option(names = "--relays", paramLabel = "N", description = "Let N friends carry the stream, each in a process of its own (1 to 8).")
    private int relays;

    @Option(names = "--viewers", paramLabel = "N", description = "With --relays: so many viewers watch, all in one process (1 to 500; default: 20).")
    private int viewers;

    @Option(names = "--kill", description = "With --relays: kill the busiest relay half-way, and show what viewers felt.")
    private boolean kill;

    @Option(names = "--bind", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "Listen on this address (default: ${DEFAULT-VALUE}; 0.0.0.0 lets others watch).")
    private String bind = "127.0.0.1";

    @Option(names = "--http-port", paramLabel = "PORT", description = "Port to watch at (default: a free one).")
    private int httpPort;

    @Option(names = "--rtmp-port", paramLabel = "PORT", description = "Port for RTMP (default: a free one).")
    private int rtmpPort;

    @Override
    public Integer call() throws IOException, InterruptedException {
        require(seconds >= 0, "--seconds: allowed are whole numbers from 1, or nothing for no end");
        require(relays >= 0 && relays <= Friend.NAMES.size(),
                "--relays: allowed are 1 to " + Friend.NAMES.size() + ", or nothing for an origin alone");
        require(viewers >= 0 && viewers <= MOST_VIEWERS, "--viewers: allowed are 1 to " + MOST_VIEWERS);
        require(relays > 0 || viewers == 0, "--viewers: needs --relays");
        require(relays > 0 || !kill, "--kill: needs --relays");
        require(!kill || seconds == 0 || seconds >= SHORTEST_KILL_SECONDS,
                "--kill: needs at least " + SHORTEST_KILL_SECONDS + " seconds to show what was felt");
        require(httpPort >= 0 && httpPort <= 65535, "--http-port: allowed are 1 to 65535");
        require(rtmpPort >= 0 && rtmpPort <= 65535, "--rtmp-port: allowed are 1 to 65535");
        PrintWriter out = spec.commandLine().getOut();
        CountDownLatch ending = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> endOrderly(ending, ended), "demo-end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            DemoAddresses addresses = DemoAddresses.choose(bind, httpPort, rtmpPort);
            if (relays > 0) {
                new RelayedDemo(new RelayedDemo.Plan(relays, viewers == 0 ? USUAL_VIEWERS : viewers, kill, length()),
                        addresses, out, ending).run();
            } else {
                new Demo(addresses, out, ending).run(length());
            }
            return 0;
        } catch (DemoFailure | IOException e) {
            spec.commandLine().getErr().println("The demo cannot go on: " + e.getMessage());
            return 1;
        } finally {
            ended.countDown();
        }
    }

    /** Half of it must come before the relay is killed: without a length of its own, that is not in some years. */
    private Duration length() {
        if (seconds > 0) {
            return Duration.ofSeconds(seconds);
        }
        return kill ? USUAL_KILL_LENGTH : Duration.ofDays(3650);
    }

    /** Ctrl-C and SIGTERM: the Java machine waits for its shutdown hooks, so this waits for the demo to clean up. */
    private static void endOrderly(CountDownLatch ending, CountDownLatch ended) {
        ending.countDown();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void require(boolean right, String message) {
        if (!right) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
