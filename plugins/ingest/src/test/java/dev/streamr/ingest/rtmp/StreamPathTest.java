package dev.streamr.ingest.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamPathTest {

    @Test
    void splitsNameAndKey() {
        assertPath("demo", Optional.of("s3cret"), StreamPath.of("live", "demo?key=s3cret"));
        assertPath("demo", Optional.of("a b"), StreamPath.of("live", "demo?x=1&key=a%20b"));
        assertPath("demo", Optional.of("%zz"), StreamPath.of("live", "demo?key=%zz"));
        assertPath("demo", Optional.empty(), StreamPath.of("live", "demo?key="));
    }

    @Test
    void joinsWhatClientsCutAtDifferentPlaces() {
        assertPath("a/b", Optional.empty(), StreamPath.of("live", "a/b"));
        assertPath("a/b", Optional.empty(), StreamPath.of("live/a", "b"));
        assertPath("key", Optional.empty(), StreamPath.of("live/key", ""));
        assertPath("key", Optional.empty(), StreamPath.of("live/", "/key/"));
        assertPath("", Optional.empty(), StreamPath.of("live", ""));
    }

    @Test
    void knowsItsApplication() {
        assertTrue(StreamPath.isApplication("live"));
        assertTrue(StreamPath.isApplication("live/x"));
        assertTrue(StreamPath.isApplication("live?token=1"));
        assertFalse(StreamPath.isApplication("alive"));
        assertFalse(StreamPath.isApplication(""));
    }

    @Test
    void isNeverWrittenOut() {
        assertFalse(StreamPath.of("live", "demo?key=s3cret").toString().contains("s3cret"));
    }

    private static void assertPath(String name, Optional<String> key, StreamPath path) {
        assertEquals(name, path.name());
        assertEquals(key, path.key());
    }
}
