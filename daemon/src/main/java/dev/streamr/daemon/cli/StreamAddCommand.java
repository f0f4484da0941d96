package dev.streamr.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
/** {@code streamr stream add}. */
@Command(name = "add", description = "Adds a stream and shows its key, once.", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n", footer = "  streamr stream add myshow")
final class StreamAddCommand implements Callable<Integer> {

    @Mixin
    final DaemonOptions options = new DaemonOptions();

    @Parameters(paramLabel = "NAME", description = "The stream's public name.")
    String name = "";

    private final Terminal terminal;

    StreamAddCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        JsonNode stream = options.client(terminal).post("/streams", Map.of("name", name));
        NewKey.show(terminal, options.json, stream);
        return Cli.OK;
    }
}
