package dev.streamr.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamr.daemon.StartException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code streamr join}: this machine becomes somebody's friend. */
@Command(name = "join", description = {"Joins this machine to the origin that made the code.",
        "Without CODE the code is read from standard input, where no list of processes shows it."}, mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n", footer = {
                "  streamr join", "  streamr join <code.txt"})
final class JoinCommand implements Callable<Integer> {

    /** Longer than any code. */
    private static final int MOST_BYTES = 4096;

    @Mixin
    final DaemonOptions options = new DaemonOptions();

    @Parameters(arity = "0..1", paramLabel = "CODE", description = "The code of streamr invite.")
    @Nullable
    String code;

    private final Terminal terminal;

    JoinCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws StartException, IOException {
        String entered = code == null || code.equals("-") ? entered() : code;
        boolean served = Mesh.isServed(options, terminal);
        JsonNode mesh = Mesh.ask(options, terminal, client -> client.post("/mesh/join", Map.of("code", entered)));
        if (options.json) {
            Documents.print(terminal, mesh);
            return Cli.OK;
        }
        Standing.print(terminal, mesh, served);
        if (!served) {
            terminal.say(
                    "The daemon does not run yet; from its next start on this machine relays: streamr serve");
        }
        return Cli.OK;
    }

    private String entered() throws IOException {
        terminal.say("Paste the code and press Enter:");
        StringBuilder line = new StringBuilder();
        for (int c = terminal.in().read(); c >= 0 && c != '\n' && line.length() < MOST_BYTES; c = terminal.in()
                .read()) {
            line.append((char) c);
        }
        if (line.isEmpty()) {
            throw CommandFailure.usage("no code was given; it is what streamr invite prints on the streamer's machine");
        }
        return line.toString();
    }
}
