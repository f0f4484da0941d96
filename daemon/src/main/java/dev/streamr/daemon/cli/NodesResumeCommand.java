package dev.streamr.daemon.cli;

import dev.streamr.daemon.StartException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code streamr nodes resume}. */
@Command(name = "resume", description = "Lets a suspended node in again.", mixinStandardHelpOptions = true)
final class NodesResumeCommand implements Callable<Integer> {

    @Mixin
    final DaemonOptions options = new DaemonOptions();

    @Parameters(paramLabel = "NAME", description = "The node's name.")
    String name = "";

    private final Terminal terminal;

    NodesResumeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws StartException {
        return NodeOrder.give(options, terminal, name, "resume");
    }
}
