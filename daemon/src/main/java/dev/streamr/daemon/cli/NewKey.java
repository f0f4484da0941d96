package dev.streamr.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Shows a stream's new key with everything a streamer types into OBS. */
final class NewKey {

    private NewKey() {}

    static void show(Terminal terminal, boolean json, JsonNode stream) {
        if (json) {
            Documents.print(terminal, stream);
            return;
        }
        var out = terminal.out();
        out.println("OBS, Settings, Stream:");
        out.println("  Service     Custom…");
        out.println("  Server      " + stream.path("publishUrl").asText());
        out.println("  Stream Key  " + stream.path("streamKey").asText());
        out.println("OBS, Settings, Output: Keyframe Interval 2 s");
        if (stream.hasNonNull("publishUrlTls")) {
            out.println("Encrypted, instead of the server above: " + stream.path("publishUrlTls").asText());
        }
        out.println("Viewers: " + stream.path("watchUrl").asText());
        terminal.say(
                "The key is shown this once and stored as a hash; lost, replace it with: streamr stream rotate-key "
                        + stream.path("name").asText());
    }
}
