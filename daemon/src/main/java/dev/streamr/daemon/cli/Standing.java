package dev.streamr.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** Shows whose friend this machine is. */
final class Standing {

    private Standing() {}

    static void print(Terminal terminal, JsonNode mesh) {
        PrintWriter out = terminal.out();
        out.println("node      " + text(mesh, "name") + " of " + text(mesh, "originUrl"));
        String why = text(mesh, "why");
        out.println("state     " + text(mesh, "state") + (why.isEmpty() ? "" : ": " + why)
                + (mesh.hasNonNull("pausedUntil") ? ", until " + text(mesh, "pausedUntil") : ""));
        out.println(
                "reachable " + text(mesh, "path") + (mesh.hasNonNull("address") ? " at " + text(mesh, "address") : "")
                        + ": " + text(mesh, "pathReason"));
        out.println("gives     " + text(mesh, "gives"));
        if (!mesh.path("connected").asBoolean()) {
            out.println("! " + text(mesh, "trouble"));
        }
        terminal.say("Nodes report themselves; they do not carry streams yet.");
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }
}
