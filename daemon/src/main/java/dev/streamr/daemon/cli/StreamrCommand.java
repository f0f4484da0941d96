package dev.streamr.daemon.cli;

import dev.streamr.daemon.demo.DemoCommand;
import dev.streamr.daemon.demo.viewer.ViewersCommand;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code streamr} itself; a new command is named here. */
@Command(name = "streamr", description = "Your friends are your CDN: a live-streaming daemon.", synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true, versionProvider = VersionCommand.class, subcommands = {
        ServeCommand.class, DemoCommand.class, ViewersCommand.class, StatusCommand.class, StreamCommand.class,
        InviteCommand.class,
        NodesCommand.class, JoinCommand.class, LeaveCommand.class, DrainCommand.class, UndrainCommand.class,
        PauseCommand.class, RestartCommand.class, DoctorCommand.class, ValidateCommand.class,
        ConfigCommand.class, VersionCommand.class,
        CompletionCommand.class}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:done", "1:failed", "2:wrong usage or configuration"})
final class StreamrCommand implements Runnable {

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public void run() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
    }
}
