package dev.streamr.daemon.cli;

import dev.streamr.daemon.StartException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code streamr drain}. */
@Command(name = "drain", description = "Keeps a machine's viewers and sends it no new ones: this machine, or on an origin the node NAME.", mixinStandardHelpOptions = true)
final class DrainCommand implements Callable<Integer> {

    @Mixin
    final DaemonOptions options = new DaemonOptions();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A node of this origin; this machine itself unless given.")
    @Nullable
    String name;

    private final Terminal terminal;

    DrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws StartException {
        return NodeOrder.give(options, terminal, name, "drain");
    }
}
