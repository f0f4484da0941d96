package dev.streamr.daemon.demo.viewer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/**
 * A whole answer.
 *
 * @param from     who gave it
 * @param response with status 200
 */
record Loaded(Source from, HttpResponse<byte[]> response) {

    private static final int LARGEST_PLAYLIST = 1 << 20;

    byte[] bytes() {
        return response.body();
    }

    /** The origin's signed word on these bytes; empty when the machine did not pass it on. */
    String record() {
        return response.headers().firstValue("Streamr-Record").orElse("");
    }

    /** A playlist, unpacked. */
    String text() throws IOException {
        if (!response.headers().firstValue("Content-Encoding").orElse("").equals("gzip")) {
            return new String(bytes(), StandardCharsets.UTF_8);
        }
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes()))) {
            return new String(unpacked.readNBytes(LARGEST_PLAYLIST), StandardCharsets.UTF_8);
        }
    }
}
