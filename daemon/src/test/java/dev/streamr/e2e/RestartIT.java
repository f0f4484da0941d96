package dev.streamr.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamr.daemon.systemd.ListeningSocket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that is told to start anew, as an upgrade does. */
@EnabledOnOs(OS.LINUX)
class RestartIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void aLiveStreamIsNotBrokenAndTheRestartFollowsWhenItIsOver() throws IOException, InterruptedException {
        String socket = folder.resolve("notify").toString();
        try (ListeningSocket systemd = new ListeningSocket(socket);
                ImageDaemon daemon = new ImageDaemon(Image.BUILT, folder, "open", Map.of("NOTIFY_SOCKET", socket))) {
            assertTrue(systemd.next().startsWith("READY=1\n"));
            try (Publisher publisher = new Publisher(daemon.rtmp("show"))) {
                daemon.awaitBody("/live/show.m3u8");
                assertEquals("{\"restartPending\":false,\"restartWaitsFor\":[]}", pending(daemon));

                Run restart = daemon.streamr("restart", "--json");
                assertEquals(0, restart.exitCode(), restart.toString());
                assertEquals(JSON.readTree("{\"restart\": \"deferred\", \"waitsFor\": [\"show\"]}"),
                        JSON.readTree(restart.out()));
                assertEquals("{\"restartPending\":true,\"restartWaitsFor\":[\"show\"]}", pending(daemon));
                assertTrue(daemon.streamr("status").out().contains("restart"), "status says so to people too");
                await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(4)).until(publisher::isPublishing);
            }
            // Its encoder was cut off and may come back: that counts.
            await().atMost(SOON).until(() -> daemon.get("/api/v1/streams").body().contains("\"interrupted\""));
            assertEquals("{\"restartPending\":true,\"restartWaitsFor\":[\"show\"]}", pending(daemon));

            assertEquals(75, daemon.awaitExit(SOON), daemon.log());
            String said = systemd.next();
            while (!said.startsWith("STOPPING=1\n")) {
                said = systemd.next();
            }
        }
    }

    @Test
    void theCommandReturnsWhenTheNewDaemonIsReady() throws Exception {
        Map<String, String> service = Map.of("NOTIFY_SOCKET", "@streamr-" + UUID.randomUUID());
        try (ImageDaemon daemon = new ImageDaemon(Image.BUILT, folder, "open", service)) {
            FutureTask<Run> restart = new FutureTask<>(() -> daemon.streamr("restart", "--json"));
            Thread.ofPlatform().daemon().start(restart);
            assertEquals(75, daemon.awaitExit(SOON), daemon.log());
            Thread.sleep(1000);
            assertFalse(restart.isDone(), "no daemon runs yet");
            daemon.restart();

            Run done = restart.get(60, TimeUnit.SECONDS);
            assertEquals(0, done.exitCode(), done.toString());
            assertEquals(JSON.readTree("{\"restart\": \"now\", \"waitsFor\": []}"), JSON.readTree(done.out()));
            assertEquals(200, daemon.getOps("/health/ready").statusCode());
        }
    }

    /** What {@code status --json} says of a restart. */
    private static String pending(ImageDaemon daemon) throws IOException, InterruptedException {
        JsonNode status = JSON.readTree(daemon.streamr("status", "--json").out());
        return "{\"restartPending\":" + status.path("restartPending") + ",\"restartWaitsFor\":"
                + status.path("restartWaitsFor") + "}";
    }

    @Test
    void onRequestItDoesNotWait() throws IOException, InterruptedException {
        Map<String, String> service = Map.of("NOTIFY_SOCKET", "@streamr-" + UUID.randomUUID());
        try (ImageDaemon daemon = new ImageDaemon(Image.BUILT, folder, "open", service);
                Publisher publisher = new Publisher(daemon.rtmp("show"))) {
            daemon.awaitBody("/live/show.m3u8");

            assertEquals(400, order(daemon, "{\"now\": 1}").statusCode());
            assertEquals(200, order(daemon, "{\"now\": true}").statusCode());
            assertEquals(75, daemon.awaitExit(SOON), daemon.log());
            publisher.awaitEnd(SOON);
        }
    }

    @Test
    void withoutAServiceManagerItIsRefused() throws IOException, InterruptedException {
        try (ImageDaemon daemon = new ImageDaemon(Image.BUILT, folder, "open")) {
            assertEquals(409, order(daemon, "{}").statusCode());
            Run restart = daemon.streamr("restart");
            assertEquals(1, restart.exitCode(), restart.toString());
            assertTrue(restart.err().contains("no service manager"), restart.toString());
        }
    }

    private static HttpResponse<String> order(ImageDaemon daemon, String body)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(daemon.ops("/admin/v1/restart")))
                    .header("Authorization",
                            "Bearer " + Files.readString(daemon.stateDir().resolve("ops.token")).strip())
                    .POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
        }
    }
}
