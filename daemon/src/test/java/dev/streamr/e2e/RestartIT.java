package dev.streamr.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that is told to start anew, as an upgrade does. */
@EnabledOnOs(OS.LINUX)
class RestartIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void aLiveStreamIsNotBrokenAndTheRestartFollowsWhenItIsOver() throws IOException, InterruptedException {
        // Nobody listens there: what matters is that the daemon takes itself for a service.
        Map<String, String> service = Map.of("NOTIFY_SOCKET", "@streamr-" + UUID.randomUUID());
        try (ImageDaemon daemon = new ImageDaemon(Image.BUILT, folder, "open", service)) {
            try (Publisher publisher = new Publisher(daemon.rtmp("show"))) {
                daemon.awaitBody("/live/show.m3u8");

                HttpResponse<String> answer = order(daemon, "{\"now\": false}");
                assertEquals(200, answer.statusCode(), answer.body());
                assertTrue(answer.body().contains("\"deferred\"") && answer.body().contains("\"show\""), answer.body());
                await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(4)).until(publisher::isPublishing);
            }
            assertEquals(75, daemon.awaitExit(SOON), daemon.log());
        }
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
