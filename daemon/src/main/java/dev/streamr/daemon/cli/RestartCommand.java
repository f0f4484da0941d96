package dev.streamr.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.streamr.daemon.ops.RuntimeFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code streamr restart}: the service starts anew, and no stream breaks. */
@Command(name = "restart", description = {"Restarts the running service without breaking a stream.",
        "A friend's machine hands its viewers over first. An origin with a live stream restarts by itself when the stream"
                + " is over."}, mixinStandardHelpOptions = true)
final class RestartCommand implements Callable<Integer> {

    /** The drain of stopping, and a start on a slow machine. */
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(200);

    @Mixin
    final DaemonOptions options = new DaemonOptions();

    @Option(names = "--now", description = "Does not wait for live streams; viewers see a gap, and encoders have to connect again.")
    boolean now;

    private final Terminal terminal;

    RestartCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path stateDir = options.read(terminal).stateDir();
        DaemonClient client = options.client(terminal);
        JsonNode former = client.get("/status");
        JsonNode answer = client.post("/restart", Map.of("now", now));
        boolean deferred = answer.path("restart").asText().equals("deferred");
        if (!deferred) {
            awaitAnother(stateDir, former);
        }
        if (options.json) {
            Documents.print(terminal, answer);
        } else if (deferred) {
            List<String> names = new ArrayList<>();
            answer.path("waitsFor").forEach(name -> names.add(name.asText()));
            terminal.out().println("streamr restarts by itself when no stream is live any more; live now: "
                    + String.join(", ", names));
            terminal.say("at once, with a gap for viewers: streamr restart --now");
        } else {
            terminal.out().println("streamr was restarted");
        }
        return Cli.OK;
    }

    /** Waits for another process that is ready, or runs at least, if the former was not ready either. */
    private void awaitAnother(Path stateDir, JsonNode former) throws InterruptedException {
        boolean readyBefore = former.path("state").asText().equals("ready");
        long end = System.nanoTime() + LONGEST.toNanos();
        String last = "it did not come back";
        while (System.nanoTime() < end) {
            Thread.sleep(LOOK);
            if (RuntimeFile.read(stateDir).filter(file -> file.pid() != former.path("pid").asLong()).isPresent()) {
                JsonNode status = status();
                if (status.path("state").asText().equals("ready") || (status.has("state") && !readyBefore)) {
                    return;
                }
                last = "it is not ready";
            }
        }
        throw CommandFailure.failed("after " + LONGEST.toSeconds() + " s " + last
                + "; see: streamr status, systemctl status streamr");
    }

    /** What the daemon says of itself; nothing while it comes up or ends. */
    private JsonNode status() {
        try {
            return options.client(terminal).get("/status");
        } catch (CommandFailure e) {
            return MissingNode.getInstance();
        }
    }
}
