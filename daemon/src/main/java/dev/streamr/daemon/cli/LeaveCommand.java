package dev.streamr.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamr.daemon.StartException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code streamr leave}: this machine is nobody's friend any more. */
@Command(name = "leave", description = "Hands the viewers over, leaves the origin for good and forgets the key.", mixinStandardHelpOptions = true)
final class LeaveCommand implements Callable<Integer> {

    @Mixin
    final DaemonOptions options = new DaemonOptions();

    @Option(names = "--now", description = "Does not wait until the viewers have gone to others.")
    boolean now;

    private final Terminal terminal;

    LeaveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws StartException {
        JsonNode left = Mesh.ask(options, terminal, client -> client.post("/mesh/leave", Map.of("now", now)));
        if (options.json) {
            Documents.print(terminal, left);
        } else {
            terminal.say(viewers(left) + "this machine has left its origin; its key is deleted");
            if (left.hasNonNull("warning")) {
                terminal.say("The origin was not told (" + left.path("warning").asText()
                        + "); there the node stays in the list as out until it is removed.");
            }
        }
        return Cli.OK;
    }

    private String viewers(JsonNode left) {
        if (left.path("handedOver").asBoolean()) {
            return "all viewers are with others; ";
        }
        return now
                ? "viewers were not waited for; "
                : "after " + left.path("seconds").asLong() + " s some still watched; ";
    }
}
