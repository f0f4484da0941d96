package dev.streamr.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamr.daemon.text.Table;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code streamr nodes}: the friends' machines of this origin. */
@Command(name = "nodes", description = "Lists the friends' machines of this origin.", mixinStandardHelpOptions = true, subcommands = {
        NodesRemoveCommand.class, NodesSuspendCommand.class, NodesResumeCommand.class})
final class NodesCommand implements Callable<Integer> {

    @Mixin
    final DaemonOptions options = new DaemonOptions();

    private final Terminal terminal;

    NodesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        JsonNode nodes = Mesh.running(options, terminal).get("/nodes");
        if (options.json) {
            Documents.print(terminal, nodes);
            return Cli.OK;
        }
        if (nodes.isEmpty()) {
            terminal.say("no node yet; invite a friend with: streamr invite --name NAME");
            return Cli.OK;
        }
        Table table = new Table("NAME", "STATE", "PATH", "ADDRESS", "VIEWERS", "RELAYS", "SENT", "UPLINK", "CPU",
                "VERSION");
        for (JsonNode node : nodes) {
            table.row(text(node, "name"), text(node, "state"), text(node, "path"),
                    node.hasNonNull("address") ? text(node, "address") : "-", text(node, "viewers"),
                    text(node, "children"),
                    String.format(Locale.ROOT, "%.1f MB", node.path("egressBytes").asDouble() / 1e6), uplink(node),
                    Math.round(node.path("cpu").asDouble() * 100) + " %", text(node, "version"));
        }
        table.print(terminal.out());
        for (JsonNode node : nodes) {
            if (!text(node, "path").equals("direct")) {
                terminal.out().println("! " + text(node, "name") + ": " + text(node, "pathReason"));
            }
        }
        return Cli.OK;
    }

    private static String uplink(JsonNode node) {
        long bits = node.path("uplinkBitsPerSecond").asLong();
        return bits == 0 ? "-" : String.format(Locale.ROOT, "%.1f Mbit/s", bits / 1e6);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }
}
