package dev.streamr.daemon.demo.viewer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamr.daemon.demo.DemoFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code streamr demo-viewers}: a crowd in one process, for the demo, the benchmarks and the lab. Each second it prints one
 * line of JSON with what came and what was felt; a line on standard input begins the longest and the latencies anew, and
 * its end is the end of the viewers.
 */
@Command(name = "demo-viewers", hidden = true, description = "Watches a stream as many player pages would.", mixinStandardHelpOptions = true)
public final class ViewersCommand implements Callable<Integer> {

    private static final int MOST_VIEWERS = 2_000;
    private static final int LONGEST_ARRIVAL_SECONDS = 60;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--origin", required = true, paramLabel = "URL", description = "Base URL of the origin.")
    private URI origin = URI.create("");

    @Option(names = "--stream", required = true, paramLabel = "NAME", description = "Public name of the stream.")
    private String stream = "";

    @Option(names = "--viewers", paramLabel = "N", defaultValue = "20", description = "How many; ${DEFAULT-VALUE} unless given.")
    private int viewers;

    @Option(names = "--within", paramLabel = "SECONDS", defaultValue = "1", description = "They arrive in so many seconds; ${DEFAULT-VALUE} unless given.")
    private int within;

    @Option(names = "--at-origin", description = "They leave relays alone.")
    private boolean atOrigin;

    @Option(names = "--then-remove", paramLabel = "FOLDER", description = "Remove this folder of a demo when the input has ended.")
    @Nullable
    private Path abandoned;

    @Override
    public Integer call() throws InterruptedException, IOException {
        require(viewers >= 1 && viewers <= MOST_VIEWERS, "--viewers: allowed are 1 to " + MOST_VIEWERS);
        require(within >= 0 && within <= LONGEST_ARRIVAL_SECONDS,
                "--within: allowed are 0 to " + LONGEST_ARRIVAL_SECONDS);
        require("http".equals(origin.getScheme()) || "https".equals(origin.getScheme()),
                "--origin: must be a URL that begins with http:// or https://");
        require(abandoned == null || DemoFolder.isOne(abandoned), "--then-remove: must be the folder of a demo");
        PrintWriter out = spec.commandLine().getOut();
        CountDownLatch end = new CountDownLatch(1);
        try (Crowd crowd = new Crowd()) {
            Thread.ofPlatform().daemon().name("orders").start(() -> obey(System.in, crowd, end));
            Thread arrivals = Thread.ofVirtual().name("arrivals").start(() -> arrive(crowd));
            while (!end.await(1, TimeUnit.SECONDS)) {
                out.println(MAPPER.writeValueAsString(crowd.tally().line()));
                out.flush();
            }
            arrivals.interrupt();
            arrivals.join();
        }
        if (abandoned != null) {
            DemoFolder.removeAbandoned(abandoned);
        }
        return 0;
    }

    private void arrive(Crowd crowd) {
        try {
            crowd.arrive(origin, stream, atOrigin, viewers, Duration.ofSeconds(within));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void obey(InputStream orders, Crowd crowd, CountDownLatch end) {
        try {
            for (int c = orders.read(); c >= 0; c = orders.read()) {
                if (c == '\n') {
                    crowd.tally().mark();
                }
            }
        } catch (IOException e) {
            System.err.println("the viewers' orders cannot be read any more: " + e.getMessage());
        } finally {
            end.countDown();
        }
    }

    private void require(boolean right, String message) {
        if (!right) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
