package dev.streamr.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamr.daemon.config.Configuration;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the running daemon from end to end, as operators, publishers and viewers do. */
final class Validation {

    private static final String LOG = "the daemon's log says more: journalctl -u streamr";

    private final Configuration config;
    private final Duration length;
    private final List<Finding> findings = new ArrayList<>();

    /** @param length how long the test stream is watched */
    Validation(Configuration config, Duration length) {
        this.config = config;
        this.length = length;
    }

    List<Finding> run() throws InterruptedException {
        try {
            DaemonClient daemon = DaemonClient.of(config.daemon());
            JsonNode status = daemon.get("/status");
            ready(status);
            try (PublicFace face = PublicFace.of(config.daemon().http(), status.path("httpPort").asInt())) {
                List<Finding> seen = face.findings();
                findings.addAll(seen);
                Optional<JsonNode> mesh = daemon.find("/mesh");
                boolean publishes = mesh.isEmpty() && runs(status, "ingest", "nobody can publish");
                boolean plays = mesh.isPresent() || runs(status, "playback", "nobody can watch");
                mesh.ifPresent(this::friend);
                if (publishes && plays && !seen.getFirst().isFailure()) {
                    findings.addAll(new StreamTest(config, daemon, face, length).run());
                }
            }
        } catch (CommandFailure e) {
            findings.add(Finding.failed("daemon", String.valueOf(e.getMessage()), "streamr doctor"));
        } catch (IOException | GeneralSecurityException e) {
            findings.add(Finding.failed("public listener", "it cannot be asked: " + PublicFace.reason(e),
                    "streamr config check"));
        }
        return findings;
    }

    private void ready(JsonNode status) {
        String state = status.path("state").asText();
        if (state.equals("ready")) {
            findings.add(Finding.ok("ready", "version " + status.path("version").asText() + ", up "
                    + status.path("uptimeSeconds").asLong() + " s"));
            return;
        }
        findings.add(Finding.failed("ready", "it is " + state, LOG));
        for (JsonNode check : status.path("checks")) {
            if (!check.path("up").asBoolean()) {
                findings.add(Finding.failed(check.path("name").asText(), check.path("reason").asText(), LOG));
            }
        }
    }

    /** Whether a plugin is there and well; one that is not is found. */
    private boolean runs(JsonNode status, String name, String consequence) {
        for (JsonNode plugin : status.path("plugins")) {
            if (plugin.path("name").asText().equals(name)) {
                return plugin.path("up").asBoolean();
            }
        }
        findings.add(Finding.failed("plugin " + name, "it does not run here: " + consequence,
                "add " + name + " to plugins in the configuration"));
        return false;
    }

    private void friend(JsonNode mesh) {
        String origin = mesh.path("originUrl").asText();
        if (!mesh.path("connected").asBoolean()) {
            findings.add(Finding.failed("origin", origin + ": " + mesh.path("trouble").asText("it does not answer"),
                    "ask the streamer whether it runs; try it from here: curl " + origin + "/api/v1/streams"));
            return;
        }
        String why = mesh.path("why").asText("");
        String stands = origin + " answers; this machine, " + mesh.path("name").asText() + ", is "
                + mesh.path("state").asText() + (why.isEmpty() ? "" : " (" + why + ")");
        findings.add(mesh.path("state").asText().equals("active")
                ? Finding.ok("origin", stands)
                : Finding.warning("origin", stands, "streamr undrain, or the streamer: streamr nodes"));
        String path = mesh.path("path").asText() + ": " + mesh.path("pathReason").asText();
        findings.add(mesh.path("path").asText().equals("direct")
                ? Finding.ok("reachable", path)
                : Finding.warning("reachable", path, "viewers must reach the public listener; see mesh.announce"));
        if (!mesh.path("relays").asBoolean()) {
            findings.add(Finding.failed("plugin relay", "it does not run here: no stream is carried",
                    "add relay to plugins in the configuration"));
        }
    }
}
