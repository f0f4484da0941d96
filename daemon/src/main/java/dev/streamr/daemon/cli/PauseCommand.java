package dev.streamr.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamr.daemon.StartException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code streamr pause}: the machine is wanted for something else. */
@Command(name = "pause", description = "Stops serving for a while; it goes on by itself, or with streamr undrain.", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n", footer = "  streamr pause 2h")
final class PauseCommand implements Callable<Integer> {

    @Mixin
    final DaemonOptions options = new DaemonOptions();

    @Parameters(paramLabel = "TIME", description = "How long, such as 2h; up to 720h.")
    String length = "";

    private final Terminal terminal;

    PauseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws StartException {
        long seconds = Times.seconds("TIME", length);
        JsonNode mesh = Mesh.ask(options, terminal, client -> client.post("/mesh/pause", Map.of("seconds", seconds)));
        if (options.json) {
            Documents.print(terminal, mesh);
        } else {
            Standing.print(terminal, mesh, Mesh.isServed(options, terminal));
        }
        return Cli.OK;
    }
}
