package dev.streamr.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in {@code conf.d} beside the configuration file. */
class ConfigFolderTest {

    @TempDir
    Path folder = Path.of("");

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void aFolder() throws IOException {
        environment.put("STREAMR_HTTP_PORT", "0");
        environment.put("STREAMR_OPS_PORT", "0");
        Files.createDirectory(folder.resolve("conf.d"));
    }

    private void add(String name, String yaml) throws IOException {
        Files.writeString(folder.resolve("conf.d").resolve(name), yaml);
    }

    private Configuration load(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("streamr.yaml"), "state-dir: " + folder + "\n" + yaml);
        return ConfigLoader.read(file, environment).complete(Map.of("relay", Optional.of(RelaySection.class)), true);
    }

    private List<String> problems(String yaml) {
        ConfigException e = assertThrows(ConfigException.class, () -> load(yaml));
        return e.problems().stream().map(p -> p.toString().replace(folder + "/", "")).toList();
    }

    private EffectiveValue value(Configuration configuration, String key) {
        return configuration.values().stream().filter(v -> v.key().equals(key))
                .map(v -> new EffectiveValue(v.key(), v.value(), v.source().replace(folder + "/", ""))).findFirst()
                .orElseThrow();
    }

    @Test
    void filesAreMergedInOrderOfTheirNamesAndEachValueNamesItsFile() throws IOException {
        add("20-late.yaml", "log: { level: debug }\nrelay:\n  peers: [x]\n");
        add("10-early.yaml", "log: { level: warn }\nshutdown-timeout: 3s\n");
        Configuration configuration = load("""
                log: { level: error }
                relay:
                  buffer: 3MiB
                  peers: [a, b]
                """);
        assertEquals(new EffectiveValue("log.level", "debug", "conf.d/20-late.yaml:1"),
                value(configuration, "log.level"));
        assertEquals(new EffectiveValue("shutdown-timeout", "3s", "conf.d/10-early.yaml:2"),
                value(configuration, "shutdown-timeout"));
        assertEquals(new EffectiveValue("relay.peers", "[x]", "conf.d/20-late.yaml:3"),
                value(configuration, "relay.peers"));
        assertEquals(new EffectiveValue("relay.buffer", "3MiB", "streamr.yaml:4"),
                value(configuration, "relay.buffer"));
    }

    @Test
    void theEnvironmentWinsOverThem() throws IOException {
        add("a.yaml", "log: { level: debug }\n");
        environment.put("STREAMR_LOG_LEVEL", "trace");
        assertEquals("trace", value(load(""), "log.level").value());
    }

    @Test
    void anEmptySectionSaysNothingAndNullTakesAwayWhatWasGiven() throws IOException {
        add("a.yaml", "log:\nrelay:\n  pause: null\n");
        Configuration configuration = load("log: { level: error }\nrelay: { pause: 2h, buffer: 3MiB }\n");
        assertEquals("error", value(configuration, "log.level").value());
        assertEquals("null", value(configuration, "relay.pause").value());
        assertEquals("3MiB", value(configuration, "relay.buffer").value());

        add("b.yaml", "relay: null\n");
        assertEquals("1MiB", value(load("relay: { buffer: 3MiB }\n"), "relay.buffer").value());
    }

    @Test
    void everyProblemNamesItsFileAndLineInTheOrderOfTheFiles() throws IOException {
        add("a.yaml", "\nlog: { levle: info }\n");
        add("b.yaml", "ops: [\n");
        assertEquals(List.of("streamr.yaml:3: relay.mode: push is not allowed; allowed: pull, push-hard",
                "conf.d/a.yaml:2: log.levle: unknown key; did you mean level?; allowed: level",
                "conf.d/b.yaml:2: is not YAML: expected the node content, but found '<stream end>'"),
                problems("relay:\n  mode: push\n"));
    }

    @Test
    void whatCannotBeReadIsAProblemAndSoIsANameThatLooksRightAndIsNot() throws IOException {
        Files.createSymbolicLink(folder.resolve("conf.d/gone.yaml"), folder.resolve("nowhere"));
        Files.createDirectory(folder.resolve("conf.d/sub.yaml"));
        add("wrong.yml", "log: { level: debug }\n");
        add("edited.yaml.dpkg-dist", "no: [\n");
        add(".hidden.yaml", "no: [\n");
        assertEquals(List.of("conf.d/wrong.yml: is not read; its name must end in .yaml",
                "conf.d/gone.yaml: cannot be read: there is no such file",
                "conf.d/sub.yaml: is a folder; give a YAML file"), problems(""));
    }

    @Test
    void aFolderThatIsAFileIsAProblem() throws IOException {
        Files.delete(folder.resolve("conf.d"));
        Files.writeString(folder.resolve("conf.d"), "log: { level: debug }\n");
        assertTrue(problems("").getFirst().startsWith("conf.d: cannot be listed: "), problems("").toString());
    }

    @Test
    void anEmptySectionHasItsDefaults() throws IOException {
        assertEquals("info", value(load("log:\nhttp:\ndatabase:\n"), "log.level").value());
    }
}
