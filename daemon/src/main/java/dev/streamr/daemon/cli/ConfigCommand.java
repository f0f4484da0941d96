package dev.streamr.daemon.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code streamr config}. */
@Command(name = "config", description = "Checks or shows the configuration.", synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true, subcommands = {
        ConfigCheckCommand.class, ConfigShowCommand.class})
final class ConfigCommand implements Runnable {

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public void run() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
    }
}
