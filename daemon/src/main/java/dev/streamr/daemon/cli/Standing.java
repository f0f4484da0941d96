package dev.streamr.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows whose friend this machine is. */
final class Standing {

    private Standing() {}

    /** @param served whether a daemon runs that goes on with it */
    static void print(Terminal terminal, JsonNode mesh, boolean served) {
        PrintWriter out = terminal.out();
        out.println("node      " + text(mesh, "name") + " of " + text(mesh, "originUrl")
                + (mesh.hasNonNull("stream") ? ", for the stream " + text(mesh, "stream") + " only" : ""));
        String why = text(mesh, "why");
        out.println("state     " + text(mesh, "state") + (why.isEmpty() ? "" : ": " + why)
                + (mesh.hasNonNull("pausedUntil") ? ", until " + text(mesh, "pausedUntil") : ""));
        out.println(
                "reachable " + text(mesh, "path") + (mesh.hasNonNull("address") ? " at " + text(mesh, "address") : "")
                        + ": " + text(mesh, "pathReason"));
        long uplink = mesh.path("uplinkBitsPerSecond").asLong();
        out.println("gives     " + text(mesh, "gives") + "; uplink "
                + (uplink == 0
                        ? "not measured yet"
                        : String.format(Locale.ROOT, "%.1f Mbit/s, measured", uplink / 1e6)));
        if (!mesh.path("connected").asBoolean()) {
            out.println("! " + text(mesh, "trouble"));
        }
        if (served && mesh.path("relays").asBoolean()) {
            terminal.say("It relays what viewers want of its origin, by itself.");
        } else if (served) {
            terminal.say("! It carries no stream: the plugin relay does not run here; add it to plugins.");
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }
}
