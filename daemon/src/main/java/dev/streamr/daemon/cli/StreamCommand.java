package dev.streamr.daemon.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code streamr stream}: who may publish. */
@Command(name = "stream", description = "Says who may publish: streams and their keys.", synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true, subcommands = {
        StreamAddCommand.class, StreamListCommand.class, StreamRotateKeyCommand.class, StreamRemoveCommand.class})
final class StreamCommand implements Runnable {

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public void run() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
    }
}
