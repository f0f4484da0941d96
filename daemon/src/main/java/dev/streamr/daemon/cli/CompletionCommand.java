package dev.streamr.daemon.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code streamr completion}: a script that completes commands and options. */
@Command(name = "completion", description = "Prints a completion script for bash or zsh: source <(streamr completion bash)", mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

    /** The shells there are scripts for. */
    enum Shell {
        BASH, ZSH
    }

    @Parameters(paramLabel = "SHELL", defaultValue = "bash", description = "${COMPLETION-CANDIDATES}; bash unless given.")
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
        String script = AutoComplete.bash("streamr", Objects.requireNonNull(spec).root().commandLine());
        if (shell == Shell.ZSH) {
            terminal.out().println("autoload -U +X compinit && compinit; autoload -U +X bashcompinit && bashcompinit");
        }
        terminal.out().println(script);
        return Cli.OK;
    }
}
