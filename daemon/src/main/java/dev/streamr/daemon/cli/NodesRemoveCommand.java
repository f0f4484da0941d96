package dev.streamr.daemon.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
/** {@code streamr nodes remove}. */
@Command(name = "remove", description = "Removes a node; its key opens nothing any more.", mixinStandardHelpOptions = true)
final class NodesRemoveCommand implements Callable<Integer> {

    @Mixin
    final DaemonOptions options = new DaemonOptions();

    @Parameters(paramLabel = "NAME", description = "The node's name.")
    String name = "";

    private final Terminal terminal;

    NodesRemoveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Mesh.running(options, terminal).delete("/nodes/" + DaemonClient.segment(name));
        if (options.json) {
            Documents.print(terminal, Map.of("name", name, "removed", true));
        } else {
            terminal.say("node " + name + " is removed");
        }
        return Cli.OK;
    }
}
