package dev.streamr.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code streamr validate} against a real daemon: what it says when all is well, and when something is not. */
class ValidateIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    /** A stream that was added so long ago, and is not live, belongs to no run that still goes on. */
    private static final Duration YOUNG = Duration.ofSeconds(6);
    /** Fewer than there should be are a warning: what else this machine does is not this test's matter. */
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d+ pictures, watched for 3 s.*");

    @TempDir
    Path folder;

    /** What was found, by what was looked at. */
    private static JsonNode findings(Run run) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode all = mapper.createObjectNode();
        mapper.readTree(run.out()).forEach(finding -> all.set(finding.path("check").asText(), finding));
        return all;
    }

    private static void assertOk(JsonNode findings, String... checks) {
        for (String check : checks) {
            assertEquals("ok", findings.path(check).path("state").asText(), findings.toString());
        }
    }

    private static JsonNode streams(ImageDaemon daemon) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(daemon.streamr("stream", "list", "--json").out());
    }

    @Test
    void anOriginPublishesAndWatchesAndNoProcessShowsTheKey() throws Exception {
        try (ImageDaemon daemon = new ImageDaemon(Image.BUILT, folder, "key")) {
            assertEquals(0, daemon.streamr("stream", "add", "validate-leftover").exitCode());
            assertEquals(0, daemon.streamr("stream", "add", "validated").exitCode());
            Set<String> shown = new HashSet<>();
            Thread watcher = Thread.ofPlatform().daemon().start(() -> watchProcesses(shown));
            await().pollDelay(YOUNG).atMost(SOON).until(() -> true);
            Run run = daemon.streamr("validate", "--seconds", "3", "--json");
            watcher.interrupt();
            watcher.join();
            assertEquals(0, run.exitCode(), run.toString());
            JsonNode findings = findings(run);
            assertOk(findings, "ready", "public listener", "API", "page", "player page", "publish");
            for (String protocol : new String[]{"LL-HLS", "HTTP-FLV"}) {
                assertTrue(NUMBER.matcher(findings.path(protocol).path("detail").asText()).matches(), run.out());
            }
            List<String> publishers = shown.stream().filter(line -> line.contains(daemon.rtmp("").replaceAll("/$", "")))
                    .toList();
            assertFalse(publishers.isEmpty(), "FFmpeg was seen");
            assertTrue(publishers.stream().noneMatch(line -> line.contains("live_")), publishers.toString());
            assertEquals(1, streams(daemon).size(), "neither the test stream nor the leftover of another run is left");
        }
    }

    @Test
    void aMachineThatHasTheTimePlaysEveryPicture() throws Exception {
        try (ImageDaemon daemon = new ImageDaemon(Image.BUILT, folder, "key")) {
            await().atMost(SOON.multipliedBy(2)).untilAsserted(() -> assertOk(
                    findings(daemon.streamr("validate", "--seconds", "3", "--json")), "LL-HLS", "HTTP-FLV"));
        }
    }

    /** The arguments of all processes, as any user sees them; keys begin with live_. */
    private static void watchProcesses(Set<String> shown) {
        while (!Thread.currentThread().isInterrupted()) {
            try (Stream<Path> all = Files.list(Path.of("/proc"))) {
                all.map(process -> process.resolve("cmdline")).filter(Files::isReadable).forEach(file -> {
                    try {
                        shown.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        shown.add("a process that has ended");
                    }
                });
                Thread.sleep(50);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void whatIsMissingIsNamedAndNothingIsLeft() throws Exception {
        try (ImageDaemon daemon = new ImageDaemon(Image.BUILT, folder, "open", "plugins: [ingest]")) {
            Run run = daemon.streamr("validate", "--json");
            assertEquals(1, run.exitCode(), run.toString());
            assertEquals("failed", findings(run).path("plugin playback").path("state").asText(), run.out());
            Path other = folder.resolve("other.yaml");
            Files.writeString(other, Files.readString(folder.resolve("streamr.yaml"))
                    .replaceFirst("http: \\{ bind: 127.0.0.1", "http: { bind: 127.0.0.2"));
            Run blocked = Run.of(SOON, List.of(Image.BUILT.launcher().toString(), "validate", "--config",
                    other.toString()));
            assertEquals(1, blocked.exitCode(), blocked.toString());
            assertTrue(blocked.out().contains("FAILED  public listener: http://127.0.0.2:"), blocked.out());
            assertEquals(0, streams(daemon).size());
        }
        Run stopped = Run.of(SOON, List.of(Image.BUILT.launcher().toString(), "validate", "--config",
                folder.resolve("streamr.yaml").toString()));
        assertEquals(1, stopped.exitCode(), stopped.toString());
        assertTrue(stopped.out().contains("FAILED  daemon: "), stopped.out());
    }

    @Test
    void ctrlCTakesTheTestStreamAway() throws Exception {
        try (ImageDaemon daemon = new ImageDaemon(Image.BUILT, folder, "open")) {
            Process validate = new ProcessBuilder(Image.BUILT.launcher().toString(), "validate", "--seconds", "60",
                    "--config", folder.resolve("streamr.yaml").toString()).start();
            try {
                await().atMost(SOON).until(() -> streams(daemon).path(0).path("live").asBoolean());
                validate.toHandle().destroy();
                assertTrue(validate.waitFor(SOON));
                assertNotEquals(0, validate.exitValue());
                assertEquals(0, streams(daemon).size());
            } finally {
                validate.destroyForcibly();
            }
        }
    }

    @Test
    void aRunThatIsKilledStopsPublishingAndTheNextTakesTheRestAway() throws Exception {
        try (ImageDaemon daemon = new ImageDaemon(Image.BUILT, folder, "key")) {
            Process validate = new ProcessBuilder(Image.BUILT.launcher().toString(), "validate", "--seconds", "60",
                    "--config", folder.resolve("streamr.yaml").toString()).start();
            try {
                await().atMost(SOON).until(() -> streams(daemon).path(0).path("live").asBoolean());
            } finally {
                validate.destroyForcibly();
            }
            await().pollDelay(YOUNG).atMost(SOON).until(() -> !streams(daemon).path(0).path("live").asBoolean());
            assertEquals(1, streams(daemon).size());
            assertEquals(0, daemon.streamr("validate", "--seconds", "2").exitCode());
            assertEquals(0, streams(daemon).size());
        }
    }

    @Test
    void aFriendAsksForItsOrigin() throws Exception {
        try (Friend origin = Friend.origin(folder); Friend alice = origin.invite("alice", folder)) {
            await().atMost(SOON).untilAsserted(() -> {
                Run run = alice.daemon().streamr("validate", "--json");
                assertEquals(0, run.exitCode(), run.toString());
                assertOk(findings(run), "ready", "public listener", "origin", "reachable");
                assertFalse(findings(run).has("publish"), run.out());
            });
            origin.daemon().kill();
            await().atMost(SOON).untilAsserted(() -> {
                Run run = alice.daemon().streamr("validate", "--json");
                assertEquals(1, run.exitCode(), run.toString());
                assertEquals("failed", findings(run).path("origin").path("state").asText(), run.out());
            });
        }
    }
}
