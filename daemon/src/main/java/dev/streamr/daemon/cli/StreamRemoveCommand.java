package dev.streamr.daemon.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
/** {@code streamr stream remove}. */
@Command(name = "remove", description = "Removes a stream and its key; whoever publishes is sent away.", mixinStandardHelpOptions = true)
final class StreamRemoveCommand implements Callable<Integer> {

    @Mixin
    final DaemonOptions options = new DaemonOptions();

    @Parameters(paramLabel = "NAME", description = "The stream's public name.")
    String name = "";

    private final Terminal terminal;

    StreamRemoveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        options.client(terminal).delete("/streams/" + DaemonClient.segment(name));
        if (options.json) {
            Documents.print(terminal, Map.of("name", name, "removed", true));
        } else {
            terminal.say("stream " + name + " is removed");
        }
        return Cli.OK;
    }
}
