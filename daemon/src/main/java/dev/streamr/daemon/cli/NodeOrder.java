package dev.streamr.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamr.daemon.StartException;
import org.jspecify.annotations.Nullable;

/** One word for a node: on an origin by name, on a friend's machine for itself. */
final class NodeOrder {

    private NodeOrder() {}

    static int give(DaemonOptions options, Terminal terminal, @Nullable String name, String word)
            throws StartException {
        if (name == null) {
            JsonNode mesh = Mesh.ask(options, terminal, client -> client.post("/mesh/" + word, null));
            if (options.json) {
                Documents.print(terminal, mesh);
            } else {
                Standing.print(terminal, mesh, Mesh.isServed(options, terminal));
            }
            return Cli.OK;
        }
        JsonNode node = Mesh.running(options, terminal).post("/nodes/" + DaemonClient.segment(name) + "/" + word, null);
        if (options.json) {
            Documents.print(terminal, node);
        } else {
            terminal.say("node " + name + " is " + node.path("state").asText());
        }
        return Cli.OK;
    }
}
