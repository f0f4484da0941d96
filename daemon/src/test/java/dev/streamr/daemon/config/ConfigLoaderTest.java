package dev.streamr.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

    @TempDir
    Path folder = Path.of("");

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void portsNobodyHas() {
        environment.put("STREAMR_HTTP_PORT", "0");
        environment.put("STREAMR_OPS_PORT", "0");
    }

    private Configuration load(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("streamr.yaml"), "state-dir: " + folder + "\n" + yaml);
        return ConfigLoader.read(file, environment).complete(Map.of("relay", Optional.of(RelaySection.class)), true);
    }

    /** The problems, with the file's folder cut away. */
    private List<String> problems(String yaml) {
        ConfigException e = assertThrows(ConfigException.class, () -> load(yaml));
        return e.problems().stream().map(p -> p.toString().replace(folder + "/", "")).toList();
    }

    private static String value(Configuration configuration, String key) {
        return configuration.values().stream().filter(v -> v.key().equals(key)).map(EffectiveValue::value).findFirst()
                .orElseThrow();
    }

    @Test
    void aFolderIsNoConfigurationFile() {
        ConfigException e = assertThrows(ConfigException.class,
                () -> ConfigLoader.read(folder, environment).complete(Map.of(), true));
        assertEquals(List.of(folder + ": is a folder; give a YAML file"),
                e.problems().stream().map(Object::toString).toList());
    }

    @Test
    void everyProblemIsNamedWithItsLineInTheOrderOfTheFile() {
        environment.put("STREAMR_OPS_BND", "::1");
        assertEquals(List.of("streamr.yaml:3: ops.prot: unknown key; did you mean port?; allowed: bind, port",
                "streamr.yaml:4: log.level: loud is not allowed; allowed: error, warn, info, debug, trace",
                "streamr.yaml:5: shutdown-timeout: ten is not a time; allowed: a whole number with ms, s, m or h, such as 10s",
                "streamr.yaml:7: relay.listen.port: 70000 is not a port; allowed: 0 to 65535",
                "streamr.yaml:8: relay.buffer: 5MB is not a size; allowed: a whole number with B, KiB, MiB, GiB or TiB, such as 64MiB",
                "streamr.yaml:9: relay.mode: push is not allowed; allowed: pull, push-hard",
                "streamr.yaml:10: relay.peers: must be a list, such as [a, b]",
                "STREAMR_OPS_BND: unknown variable; did you mean STREAMR_OPS_BIND? (see streamr config show)"),
                problems("""
                        ops:
                          prot: 80
                        log: { level: loud }
                        shutdown-timeout: ten
                        relay:
                          listen: { port: 70000 }
                          buffer: 5MB
                          mode: push
                          peers: one
                        """));
    }

    @Test
    void aKeyGivenTwiceIsRefusedWithBothLines() {
        assertEquals(List.of("streamr.yaml:3: log: is given twice, first at streamr.yaml:2"),
                problems("log: { level: info }\nlog: { level: warn }\n"));
    }

    @Test
    void whatIsNoYamlIsRefusedWithItsLine() {
        assertEquals("streamr.yaml:3: is not YAML: expected ',' or ']', but got <stream end>",
                problems("plugins: [relay\n").getFirst());
    }

    @Test
    void anAliasThatNamesItselfIsRefused() {
        assertTrue(problems("relay: &again\n  listen: *again\n").getFirst()
                .startsWith("streamr.yaml:3: relay.listen: anchors and aliases are for single values only"));
    }

    @Test
    void aPluginThatIsNotInstalledIsNamed() {
        assertEquals(List.of("streamr.yaml:2: plugins: mesh is not installed; installed: relay"),
                problems("plugins: [relay, mesh]\n"));
    }

    @Test
    void aConstructorsRefusalIsPutAtItsKey() {
        assertEquals(List.of("streamr.yaml:4: relay.peers: must be at most 2"),
                problems("relay:\n  mode: pull\n  peers: [a, b, c]\n"));
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertEquals(List.of("streamr.yaml:2: http.tls.certificate: /nowhere.pem is not a file"),
                problems("http: { tls: { certificate: /nowhere.pem, key: streamr.yaml } }\n").stream()
                        .filter(p -> p.contains("certificate")).toList());
    }

    @Test
    void aPortInUseAndTwoListenersOnOnePortAreRefused() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int taken = other.getLocalPort();
            environment.put("STREAMR_OPS_PORT", Integer.toString(taken));
            assertEquals(List.of(
                    "streamr.yaml:3: relay.listen.port: " + taken
                            + " is already the port of ops.port; each listener needs its own",
                    "STREAMR_OPS_PORT: ops.port: cannot listen on 127.0.0.1 port " + taken
                            + ": the port is in use by another program (find it with: ss -ltnp)"),
                    problems("plugins: [relay]\nrelay: { listen: { port: " + taken + " } }\n"));
        }
    }

    @Test
    void valuesOfAllKindsAreBound() throws IOException {
        Configuration configuration = load("""
                shutdown-timeout: 250ms
                relay:
                  listen: { bind: 127.0.0.1 }
                  pause: 2h
                  buffer: 3MiB
                  peers: [a, b]
                  weights: { a: 1, b: 2 }
                  mode: push-hard
                """);
        RelaySection relay = (RelaySection) Optional.ofNullable(configuration.plugins().get("relay")).orElseThrow();
        assertEquals(Duration.ofHours(2), relay.pause().orElseThrow());
        assertEquals(3 << 20, relay.buffer().bytes());
        assertEquals(Map.of("a", 1, "b", 2), relay.weights());
        assertEquals(RelaySection.Mode.PUSH_HARD, relay.mode());
        assertEquals(Duration.ofMillis(250), configuration.daemon().shutdownTimeout());
    }

    @Test
    void theEnvironmentWinsOverTheFileForEveryKey() throws IOException {
        environment.put("STREAMR_RELAY_LISTEN_PORT", "0");
        environment.put("STREAMR_RELAY_PEERS", "x, y");
        environment.put("STREAMR_LOG_LEVEL", "debug");
        Configuration configuration = load("log: { level: error }\nrelay: { listen: { port: 1 } }\n");
        assertEquals("debug", value(configuration, "log.level"));
        assertEquals("0", value(configuration, "relay.listen.port"));
        assertEquals("[x, y]", value(configuration, "relay.peers"));
        assertTrue(configuration.values().contains(new EffectiveValue("log.level", "debug", "STREAMR_LOG_LEVEL")));
    }

    @Test
    void secretsAreMasked() throws IOException {
        environment.put("STREAMR_DATABASE_PASSWORD", "hunter2");
        Configuration configuration = load(
                "database: { url: \"jdbc:postgresql://u:hunter2@db/x?password=hunter2&ssl=true\" }\n");
        assertEquals("********", value(configuration, "database.password"));
        assertEquals("jdbc:postgresql://u:********@db/x?password=********&ssl=true",
                value(configuration, "database.url"));
        assertFalse(configuration.values().toString().contains("hunter2"));
    }

    @Test
    void withoutAFileThereAreDefaults() {
        environment.put("STREAMR_STATE_DIR", folder.toString());
        Configuration configuration = ConfigLoader.read(null, environment).complete(Map.of(), true);
        assertEquals("info", value(configuration, "log.level"));
        assertEquals(List.of(), configuration.daemon().pluginsToStart(List.of("other")));
        assertEquals(List.of("ingest", "relay"),
                configuration.daemon().pluginsToStart(List.of("relay", "other", "ingest")));
    }
}
