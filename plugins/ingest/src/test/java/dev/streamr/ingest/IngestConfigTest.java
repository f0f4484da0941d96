package dev.streamr.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.DataSize;
import dev.streamr.ingest.rtmp.RtmpLimits;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class IngestConfigTest {

    @Test
    void hasDefaults() {
        IngestConfig.Rtmp rtmp = new IngestConfig.Rtmp(null, null, Optional.empty());
        assertEquals("0.0.0.0", rtmp.bind());
        assertEquals(1935, rtmp.port());
        assertEquals(RtmpLimits.DEFAULTS,
                new LimitsConfig(null, null, null, null, null, null, null, null).toLimits());
    }

    @Test
    void namesTheKeyThatIsOutOfBounds() {
        assertRefused("tls-port", () -> new IngestConfig.Rtmp(null, 1935, Optional.of(1935)));
        assertRefused("message",
                () -> new LimitsConfig(DataSize.ofBytes(1), null, null, null, null, null, null, null));
        assertRefused("connections", () -> new LimitsConfig(null, null, 0, null, null, null, null, null));
        assertRefused("idle",
                () -> new LimitsConfig(null, null, null, null, null, null, Duration.ofMillis(1), null));
    }

    private static void assertRefused(String key, Executable making) {
        String message = assertThrows(IllegalArgumentException.class, making).getMessage();
        assertTrue(message != null && message.startsWith(key + ": must be"), message);
    }
}
