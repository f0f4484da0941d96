package dev.streamr.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamr.daemon.text.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code streamr stream list}. */
@Command(name = "list", description = "Lists the streams that may be published.", mixinStandardHelpOptions = true)
final class StreamListCommand implements Callable<Integer> {

    @Mixin
    final DaemonOptions options = new DaemonOptions();

    private final Terminal terminal;

    StreamListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        JsonNode streams = options.client(terminal).get("/streams");
        if (options.json) {
            Documents.print(terminal, streams);
            return Cli.OK;
        }
        if (streams.isEmpty()) {
            terminal.say("no stream yet; add one with: streamr stream add NAME");
            return Cli.OK;
        }
        Table table = new Table("NAME", "STATE", "KEY SINCE", "WATCH");
        for (JsonNode stream : streams) {
            table.row(stream.path("name").asText(), stream.path("live").asBoolean() ? "live" : "off",
                    stream.path("keyChangedAt").asText(), stream.path("watchUrl").asText());
        }
        table.print(terminal.out());
        return Cli.OK;
    }
}
