package dev.streamr.daemon.cli;

import dev.streamr.daemon.StartException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What {@code streamr drain} and {@code undrain} have in common: one word, to this machine or to a node of this origin. */
abstract sealed class DrainOrder implements Callable<Integer> permits DrainCommand, UndrainCommand {

    @Mixin
    final DaemonOptions options = new DaemonOptions();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A node of this origin; this machine itself unless given.")
    @Nullable
    String name;

    private final Terminal terminal;
    private final String word;

    DrainOrder(Terminal terminal, String word) {
        this.terminal = terminal;
        this.word = word;
    }

    @Override
    public Integer call() throws StartException {
        return NodeOrder.give(options, terminal, name, word);
    }
}
