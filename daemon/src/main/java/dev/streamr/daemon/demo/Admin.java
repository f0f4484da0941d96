package dev.streamr.daemon.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamr.daemon.ops.OpsToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Gives orders to the daemons of the demo, as the command line does. */
final class Admin implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String SENT = "streamr_egress_bytes_total{";

    private final HttpClient client = HttpClient.newHttpClient();

    /** Asks. */
    JsonNode get(int opsPort, Path state, String path) throws DemoFailure, IOException, InterruptedException {
        return call(opsPort, state, path, "GET", BodyPublishers.noBody());
    }

    /** Orders; the body is sent as JSON. */
    JsonNode post(int opsPort, Path state, String path, Object body)
            throws DemoFailure, IOException, InterruptedException {
        return call(opsPort, state, path, "POST", BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body)));
    }

    /** Whether a daemon is up and well. */
    boolean isReady(int opsPort) throws InterruptedException {
        URI ready = URI.create("http://127.0.0.1:" + opsPort + "/health/ready");
        try {
            return client.send(HttpRequest.newBuilder(ready).timeout(PATIENCE).build(), BodyHandlers.discarding())
                    .statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Bytes of media that a daemon has sent, by its metrics. */
    long sentBytes(int opsPort) throws IOException, InterruptedException {
        URI metrics = URI.create("http://127.0.0.1:" + opsPort + "/metrics");
        HttpResponse<Stream<String>> response = client.send(HttpRequest.newBuilder(metrics).timeout(PATIENCE).build(),
                BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            return (long) lines.filter(line -> line.startsWith(SENT))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
        }
    }

    private JsonNode call(int opsPort, Path state, String path, String method, BodyPublisher body)
            throws DemoFailure, IOException, InterruptedException {
        String token = Files.readString(OpsToken.fileIn(state)).strip();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + opsPort + "/admin/v1" + path))
                .timeout(PATIENCE).header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json").method(method, body).build();
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        JsonNode answer = MAPPER.readTree(response.body());
        if (response.statusCode() >= 400) {
            throw new DemoFailure(path + ": " + answer.path("detail").asText("status " + response.statusCode()));
        }
        return answer;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
