package dev.streamr.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
/** {@code streamr stream rotate-key}. */
@Command(name = "rotate-key", description = "Gives a stream a new key and shows it, once; the old one is worth nothing.", mixinStandardHelpOptions = true)
final class StreamRotateKeyCommand implements Callable<Integer> {

    @Mixin
    final DaemonOptions options = new DaemonOptions();

    @Parameters(paramLabel = "NAME", description = "The stream's public name.")
    String name = "";

    private final Terminal terminal;

    StreamRotateKeyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        JsonNode stream = options.client(terminal).post("/streams/" + DaemonClient.segment(name) + "/key", null);
        NewKey.show(terminal, options.json, stream);
        return Cli.OK;
    }
}
