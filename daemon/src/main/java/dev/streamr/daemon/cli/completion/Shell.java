package dev.streamr.daemon.cli.completion;

import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

/** The shells that there are scripts for. */
public enum Shell {
    /** Picocli knows this one itself. */
    BASH {
        @Override
        public String script(CommandSpec root) {
            return AutoComplete.bash(root.name(), root.commandLine());
        }
    },
    /** A file {@code _streamr} in zsh's {@code $fpath}, or to be sourced. */
    ZSH {
        @Override
        public String script(CommandSpec root) {
            return new ZshScript(root).text();
        }
    },
    /** A file {@code streamr.fish} in fish's folder of completions, or to be sourced. */
    FISH {
        @Override
        public String script(CommandSpec root) {
            return new FishScript(root).text();
        }
    };

    /** What the shell reads to complete this command line; hidden commands and options are not in it. */
    public abstract String script(CommandSpec root);

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
