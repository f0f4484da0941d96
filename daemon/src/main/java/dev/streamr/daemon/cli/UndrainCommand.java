package dev.streamr.daemon.cli;

import dev.streamr.daemon.StartException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code streamr undrain}. */
@Command(name = "undrain", description = "Ends draining and pausing: of this machine, or on an origin draining of the node NAME.", mixinStandardHelpOptions = true)
final class UndrainCommand implements Callable<Integer> {

    @Mixin
    final DaemonOptions options = new DaemonOptions();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A node of this origin; this machine itself unless given.")
    @Nullable
    String name;

    private final Terminal terminal;

    UndrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws StartException {
        return NodeOrder.give(options, terminal, name, "undrain");
    }
}
