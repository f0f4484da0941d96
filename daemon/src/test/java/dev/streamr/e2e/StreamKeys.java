package dev.streamr.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Creates streams as a streamer does: on the command line. */
final class StreamKeys {

    private StreamKeys() {}

    /** Adds a stream and returns its secret key. */
    static String add(ImageDaemon daemon, String name) throws IOException, InterruptedException {
        Run run = daemon.streamr("stream", "add", name, "--json");
        if (run.exitCode() != 0) {
            throw new AssertionError("stream add: " + run);
        }
        return new ObjectMapper().readTree(run.out()).required("streamKey").asText();
    }
}
