package dev.streamr.daemon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamr.daemon.Daemon;
import dev.streamr.daemon.StartException;
import dev.streamr.daemon.Startup;
import dev.streamr.daemon.plugin.PluginZips;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line through its outside face, with a real daemon in this process where one is needed. */
class CliTest {

    @TempDir
    Path folder = Path.of("");

    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aMachine() {
        System.setProperty("streamr.plugins", folder.resolve("plugins").toString());
        environment.put("STREAMR_STATE_DIR", folder.resolve("state").toString());
        environment.put("STREAMR_HTTP_BIND", "127.0.0.1");
        environment.put("STREAMR_HTTP_PORT", "0");
        environment.put("STREAMR_OPS_PORT", "0");
        environment.put("STREAMR_LOG_LEVEL", "error");
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    }

    @AfterEach
    void asBefore() {
        System.clearProperty("streamr.plugins");
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new Cli(new PrintWriter(out), new PrintWriter(err), environment).run(arguments);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    private static int get(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    BodyHandlers.ofString()).statusCode();
        }
    }

    @Test
    void withoutADaemonACommandSaysHowToStartIt() {
        assertEquals(1, run("status"));
        assertEquals("", out.toString());
        assertTrue(err.toString().contains("start it with: streamr serve"), err.toString());
    }

    @Test
    void wrongUsageIsTwoAndHelpIsZero() {
        assertEquals(2, run("nonsense"));
        assertEquals(2, run("stream", "add"));
        assertEquals(0, run("--help"));
        assertTrue(out.toString().contains("Exit codes"));
    }

    @Test
    void aWrongConfigurationIsTwoWithOneLinePerProblem() throws IOException {
        Path file = Files.writeString(folder.resolve("streamr.yaml"), "htpt: {}\nlog: { level: loud }\n");
        environment.remove("STREAMR_LOG_LEVEL");
        assertEquals(2, run("config", "check", "--config", file.toString()));
        assertEquals(2, err.toString().lines().count(), err.toString());
        assertEquals(2, run("serve", "--config", file.toString()));
        assertTrue(err.toString().contains("streamr.yaml:1: htpt: unknown key; did you mean http?"), err.toString());
        assertEquals(2, run("config", "check", "--json", "--config", file.toString()));
        assertEquals("log.level", json().path("problems").path(1).path("key").asText());
    }

    @Test
    void configShowMasksSecretsAndNamesSources() {
        environment.put("STREAMR_DATABASE_PASSWORD", "hunter2");
        assertEquals(0, run("config", "show"));
        assertTrue(out.toString().contains("STREAMR_OPS_PORT"));
        assertFalse(out.toString().contains("hunter2"));
    }

    @Test
    void theDemoSaysWhatItsOptionsNeed() {
        assertEquals(2, run("demo", "--viewers", "5"));
        assertTrue(err.toString().contains("--viewers: needs --relays"), err.toString());
        assertEquals(2, run("demo", "--kill"));
        assertTrue(err.toString().contains("--kill: needs --relays"), err.toString());
        assertEquals(2, run("demo", "--relays", "9"));
        assertTrue(err.toString().contains("--relays: allowed are 1 to 8"), err.toString());
        assertEquals(2, run("demo", "--relays", "2", "--kill", "--seconds", "5"));
        assertTrue(err.toString().contains("--kill: needs at least 10 seconds"), err.toString());
        assertEquals(2, run("demo-viewers", "--origin", "ftp://example.org", "--stream", "show"));
        assertTrue(err.toString().contains("--origin: must be a URL"), err.toString());
    }

    @Test
    void statusAndDoctorAskTheRunningDaemon() throws Exception {
        PluginZips.sample(folder.resolve("plugins"));
        environment.put("STREAMR_PLUGINS", "sample");
        try (Daemon daemon = Startup.start(null, environment)) {
            assertEquals(0, run("status", "--json"), err.toString());
            assertEquals("ready", json().path("state").asText());
            assertEquals("sample", json().path("plugins").path(0).path("name").asText());
            assertFalse(json().has("relays"), "no plugin relays");
            assertEquals(0, run("doctor"), out.toString());
            assertTrue(out.toString().contains("ok      daemon"));
            assertEquals(200, get(daemon.view().opsPort(), "/health/ready"));
            assertEquals(200, get(daemon.view().opsPort(), "/health/live"));
            assertEquals(200, get(daemon.view().opsPort(), "/metrics"));
            assertEquals(401, get(daemon.view().opsPort(), "/admin/v1/status"));
        }
        assertEquals(1, run("status"));
    }

    @Test
    void aPluginThatFailsIsNamedAndTheOthersGoOn() throws Exception {
        PluginZips.sample(folder.resolve("plugins"));
        PluginZips.broken(folder.resolve("plugins"));
        environment.put("STREAMR_PLUGINS", "broken,sample");
        try (Daemon daemon = Startup.start(null, environment)) {
            assertEquals(1, run("status"));
            assertTrue(out.toString().contains("plugins: broken (down), sample"), out.toString());
            assertTrue(out.toString().contains("! plugin broken: "), out.toString());
            assertEquals(503, get(daemon.view().opsPort(), "/health/ready"));
        }
    }

    @Test
    void aPluginThatFailsToStartLeavesNoRoutes() throws Exception {
        PluginZips.sample(folder.resolve("plugins"));
        environment.put("STREAMR_PLUGINS", "sample");
        environment.put("STREAMR_SAMPLE_FAILURE", "no camera");
        try (Daemon daemon = Startup.start(null, environment)) {
            assertEquals(1, run("status"));
            assertTrue(out.toString().contains("! plugin sample: no camera"), out.toString());
            assertEquals(1, run("stream", "list"));
            assertTrue(daemon.isNew());
        }
    }

    @Test
    void twoDaemonsDoNotShareAStateDirectory() throws StartException {
        try (Daemon first = Startup.start(null, environment)) {
            assertEquals(1, run("serve"));
            assertTrue(err.toString().contains("another daemon runs with the state directory " + first.stateDir()),
                    err.toString());
        }
    }

}
