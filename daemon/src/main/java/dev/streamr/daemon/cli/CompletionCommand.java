package dev.streamr.daemon.cli;

import dev.streamr.daemon.cli.completion.Shell;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code streamr completion}: a script that completes commands and options. */
@Command(name = "completion", description = "Prints the script by which a shell completes commands and options.", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n", footer = {
        "  source <(streamr completion bash)", "  source <(streamr completion zsh)",
        "  streamr completion fish | source"})
final class CompletionCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SHELL", defaultValue = "bash", description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} unless given.")
    Shell shell = Shell.BASH;

    @Spec
    @Nullable
    CommandSpec spec;

    private final Terminal terminal;

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out().print(shell.script(Objects.requireNonNull(spec).root()));
        return Cli.OK;
    }
}
