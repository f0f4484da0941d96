package dev.streamr.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.streamr.daemon.text.RelayTree;
import dev.streamr.daemon.text.Table;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code streamr status}: the running daemon at a glance. */
@Command(name = "status", description = "Shows the running daemon: plugins, streams, viewers, who relays them, what is wrong.", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Mixin
    final DaemonOptions options = new DaemonOptions();

    private final Terminal terminal;

    StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DaemonClient client = options.client(terminal);
        JsonNode status = client.get("/status");
        Optional<JsonNode> relays = client.find("/relays");
        Optional<JsonNode> friend = client.find("/mesh");
        if (options.json) {
            friend.ifPresent(document -> ((ObjectNode) status).set("friend", document));
            relays.ifPresent(document -> ((ObjectNode) status).set("relays", document));
            Documents.print(terminal, status);
        } else {
            print(status, friend);
            relays.ifPresent(this::tree);
        }
        return status.path("state").asText().equals("ready") ? Cli.OK : Cli.FAILED;
    }

    /** @param friend where this machine stands as a friend; empty when it is nobody's */
    private void print(JsonNode status, Optional<JsonNode> friend) {
        PrintWriter out = terminal.out();
        out.printf(Locale.ROOT, "streamr %s is %s, up %s, process %d%n", text(status, "version"), text(status, "state"),
                uptime(status.path("uptimeSeconds").asLong()), status.path("pid").asLong());
        out.printf(Locale.ROOT, "http port %d, ops port %d, %s, state in %s%n", status.path("httpPort").asInt(),
                status.path("opsPort").asInt(), text(status, "database"), text(status, "stateDir"));
        for (JsonNode check : status.path("checks")) {
            if (!check.path("up").asBoolean()) {
                out.println("! " + text(check, "name") + ": " + text(check, "reason"));
            }
        }
        if (status.path("restartPending").asBoolean()) {
            out.println("restarts by itself when no stream is live any more");
        }
        plugins(status.path("plugins"));
        friend.ifPresent(mesh -> Standing.print(terminal, mesh, true));
        streams(status.path("streams"), friend.isPresent());
    }

    private void plugins(JsonNode plugins) {
        List<String> running = new ArrayList<>();
        for (JsonNode plugin : plugins) {
            running.add(text(plugin, "name") + (plugin.path("up").asBoolean() ? "" : " (down)"));
        }
        terminal.out().println("plugins: " + (running.isEmpty() ? "none" : String.join(", ", running)));
    }

    private void streams(JsonNode streams, boolean friend) {
        if (streams.isEmpty()) {
            terminal.out().println("streams: none");
            terminal.say(friend
                    ? "those of its origin come when somebody watches them"
                    : "add one with: streamr stream add NAME");
            return;
        }
        Table table = new Table("STREAM", "STATE", "PICTURE", "MBIT/S", "KEYFRAMES", "VIEWERS");
        for (JsonNode stream : streams) {
            table.row(text(stream, "name"), text(stream, "state"), picture(stream),
                    decimal(stream.path("bitsPerSecond").asDouble() / 1e6),
                    decimal(stream.path("keyframeIntervalSeconds").asDouble()) + " s", viewers(stream.path("viewers")));
        }
        terminal.out().println();
        table.print(terminal.out());
        for (JsonNode stream : streams) {
            for (JsonNode warning : stream.path("warnings")) {
                terminal.out().println("! " + text(stream, "name") + ": " + text(warning, "detail"));
            }
        }
    }

    /** Who gets the streams from whom; nothing while no friend is there. */
    private void tree(JsonNode relays) {
        List<String> lines = RelayTree.lines(relays);
        if (!lines.isEmpty()) {
            terminal.out().println();
            lines.forEach(terminal.out()::println);
        }
    }

    private static String picture(JsonNode stream) {
        return stream.path("width").asInt() == 0
                ? "-"
                : stream.path("width").asInt() + "x" + stream.path("height").asInt() + " "
                        + Math.round(stream.path("framesPerSecond").asDouble()) + " fps";
    }

    private static String viewers(JsonNode viewers) {
        List<String> parts = new ArrayList<>();
        viewers.properties().forEach(entry -> parts.add(entry.getKey() + " " + entry.getValue().asInt()));
        return parts.isEmpty() ? "0" : String.join(", ", parts);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String uptime(long seconds) {
        Duration up = Duration.ofSeconds(seconds);
        return up.toDays() > 0
                ? up.toDays() + "d " + up.toHoursPart() + "h"
                : up.toHours() > 0
                        ? up.toHours() + "h " + up.toMinutesPart() + "m"
                        : up.toMinutes() + "m "
                                + up.toSecondsPart() + "s";
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }
}
