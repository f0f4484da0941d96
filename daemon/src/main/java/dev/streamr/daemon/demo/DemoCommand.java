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
@Command(name = "demo", description = "Shows a live test picture: a daemon on free ports, published to over RTMP.")
public final class DemoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--seconds", paramLabel = "N", description = "End after N seconds (default: when Ctrl-C is pressed).")
    private int seconds;

    @Option(names = "--bind", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "Listen on this address (default: ${DEFAULT-VALUE}; 0.0.0.0 lets others watch).")
    private String bind = "127.0.0.1";

    @Option(names = "--http-port", paramLabel = "PORT", description = "Port to watch at (default: a free one).")
    private int httpPort;

    @Option(names = "--rtmp-port", paramLabel = "PORT", description = "Port for RTMP (default: a free one).")
    private int rtmpPort;

    @Override
    public Integer call() throws IOException, InterruptedException {
        require(seconds >= 0, "--seconds: allowed are whole numbers from 1, or nothing for no end");
        require(httpPort >= 0 && httpPort <= 65535, "--http-port: allowed are 1 to 65535");
        require(rtmpPort >= 0 && rtmpPort <= 65535, "--rtmp-port: allowed are 1 to 65535");
        PrintWriter out = spec.commandLine().getOut();
        CountDownLatch ending = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> endOrderly(ending, ended), "demo-end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            DemoAddresses addresses = DemoAddresses.choose(bind, httpPort, rtmpPort);
            Duration length = seconds == 0 ? Duration.ofDays(3650) : Duration.ofSeconds(seconds);
            new Demo(addresses, out, ending).run(length);
            return 0;
        } catch (DemoFailure | IOException e) {
            spec.commandLine().getErr().println("The demo cannot go on: " + e.getMessage());
            return 1;
        } finally {
            ended.countDown();
        }
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
