package dev.streamr.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

/** Values that the service manager hands over in files. */
class CredentialsTest {

    @TempDir
    Path folder = Path.of("");

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void aService() throws IOException {
        environment.put("STREAMR_HTTP_PORT", "0");
        environment.put("STREAMR_OPS_PORT", "0");
        Files.createDirectory(folder.resolve("given"));
        environment.put("CREDENTIALS_DIRECTORY", folder.resolve("given").toString());
    }

    private void give(String name, String value) throws IOException {
        Files.writeString(folder.resolve("given").resolve(name), value);
    }

    private Configuration load(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("streamr.yaml"), "state-dir: " + folder + "\n" + yaml);
        return ConfigLoader.read(file, environment).complete(Map.of("relay", Optional.of(RelaySection.class)), true);
    }

    private List<String> problems(String yaml) {
        ConfigException e = assertThrows(ConfigException.class, () -> load(yaml));
        return e.problems().stream().map(p -> p.toString().replace(folder + "/", "")).toList();
    }

    private static EffectiveValue value(Configuration configuration, String key) {
        return configuration.values().stream().filter(v -> v.key().equals(key)).findFirst().orElseThrow();
    }

    @Test
    void aCredentialWinsOverTheFileAndLosesOneNewline() throws IOException {
        give("key_database.password", " hunter2 \n\n");
        give("not-ours", "x");
        Configuration configuration = load("database: { password: hunter1 }\n");
        assertEquals(" hunter2 \n", configuration.daemon().database().password().orElseThrow());
        assertEquals(new EffectiveValue("database.password", "********", "credential key_database.password"),
                value(configuration, "database.password"));
    }

    @Test
    void theEnvironmentWinsOverACredential() throws IOException {
        give("key_database.password", "hunter2");
        environment.put("STREAMR_DATABASE_PASSWORD", "hunter3");
        assertEquals("hunter3", load("").daemon().database().password().orElseThrow());
    }

    @Test
    void aPluginsKeyAndAListWorkToo() throws IOException {
        give("key_relay.peers", "a, b\n");
        Configuration configuration = load("");
        assertEquals(List.of("a", "b"),
                ((RelaySection) Optional.ofNullable(configuration.plugins().get("relay")).orElseThrow()).peers());
        assertEquals("********", value(configuration, "relay.peers").value());
    }

    @Test
    void whereAKeyNamesAFileTheCredentialIsThatFile() throws IOException {
        give("key_database.password-file", "hunter2\n");
        assertEquals(folder.resolve("given/key_database.password-file"),
                load("").daemon().database().passwordFile().orElseThrow());
    }

    @Test
    void aKeyThatNobodyKnowsIsAProblemThatNamesTheCredential() throws IOException {
        give("key_database.pasword", "hunter2");
        give("key_relay", "hunter2");
        assertEquals(List.of(
                "credential key_database.pasword: unknown key; did you mean database.password? (see streamr config show)",
                "credential key_relay: unknown key (see streamr config show)"), problems(""));
    }

    @Test
    void aWrongValueIsRefusedAndNotShown() throws IOException {
        give("key_log.level", "hunter2");
        give("key_relay.buffer", "hunter2");
        give("key_shutdown-timeout", "11m");
        List<String> problems = problems("");
        assertEquals(List.of(
                "credential key_log.level: log.level: the value is not allowed; allowed: error, warn, info, debug, trace",
                "credential key_relay.buffer: relay.buffer: the value is not a size; allowed: a whole number with B, KiB, MiB, GiB or TiB, such as 64MiB"),
                problems);
        assertFalse(problems.toString().contains("hunter2"));
    }

    @Test
    void whatIsEmptyTooLargeOrNoTextIsRefused() throws IOException {
        give("key_database.password", "\n");
        give("key_database.user", "x".repeat((64 << 10) + 1));
        Files.write(folder.resolve("given/key_database.url"), new byte[]{(byte) 0xff});
        assertEquals(List.of("credential key_database.password: is empty; write the value into it, or remove it",
                "credential key_database.url: is not text in UTF-8",
                "credential key_database.user: is too large; allowed: 64 KiB"), problems(""));
    }

    @Test
    void aCommandOutsideOfTheServiceReadsTheFolderBesideTheFile() throws IOException {
        environment.remove("CREDENTIALS_DIRECTORY");
        Files.createDirectory(folder.resolve("credentials"));
        Files.writeString(folder.resolve("credentials/database.password"), "hunter2\n");
        assertEquals("hunter2", load("").daemon().database().password().orElseThrow());
    }
}
