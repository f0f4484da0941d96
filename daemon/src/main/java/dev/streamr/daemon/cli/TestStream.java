package dev.streamr.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamr.daemon.demo.TestPicture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A stream with a random name and key of its own, published for some seconds. Closing it takes it away; when its process
 * is killed first, FFmpeg ends with it, and the next one that is opened takes the rest away.
 */
final class TestStream implements AutoCloseable {

    private static final String PREFIX = "validate-";
    private static final String LEFTOVER = PREFIX + "[a-z0-9]{8}";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    /** Until a stream that was added must be live. */
    private static final Duration LONGEST_START = Duration.ofSeconds(5);

    private final DaemonClient daemon;
    private final String name;
    private final TestPicture picture;

    private TestStream(DaemonClient daemon, String name, TestPicture picture) {
        this.daemon = daemon;
        this.name = name;
        this.picture = picture;
    }

    /**
     * Adds it and starts to publish.
     *
     * @param home   folder of the image
     * @param host   where the RTMP listener is reached
     * @param atMost it is published no longer
     */
    static TestStream open(DaemonClient daemon, Path home, String host, Duration atMost) throws IOException {
        removeLeftovers(daemon);
        String name = PREFIX + new SecureRandom().ints(8, 0, LETTERS.length())
                .collect(StringBuilder::new, (all, i) -> all.append(LETTERS.charAt(i)), StringBuilder::append);
        JsonNode stream = daemon.post("/streams", Map.of("name", name));
        try {
            URI server = URI.create(stream.path("publishUrl").asText());
            return new TestStream(daemon, name, TestPicture.publishSmall(home,
                    "rtmp://" + host + ":" + server.getPort() + server.getPath(), stream.path("streamKey").asText(),
                    atMost));
        } catch (IOException | RuntimeException e) {
            remove(daemon, name);
            throw e;
        }
    }

    /** Somebody may be at it at the same time, so what is live or was just added stays a while. */
    private static void removeLeftovers(DaemonClient daemon) {
        for (JsonNode stream : daemon.get("/streams")) {
            Duration age = Duration.between(Instant.parse(stream.path("createdAt").asText()), Instant.now());
            if (stream.path("name").asText().matches(LEFTOVER) && !stream.path("live").asBoolean()
                    && age.compareTo(LONGEST_START) > 0) {
                remove(daemon, stream.path("name").asText());
            }
        }
    }

    String name() {
        return name;
    }

    TestPicture picture() {
        return picture;
    }

    @Override
    public void close() {
        picture.close();
        remove(daemon, name);
    }

    private static void remove(DaemonClient daemon, String name) {
        daemon.delete("/streams/" + DaemonClient.segment(name));
    }
}
