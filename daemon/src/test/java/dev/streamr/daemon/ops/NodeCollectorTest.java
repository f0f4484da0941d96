package dev.streamr.daemon.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodeCollectorTest {

    private final CollectorRegistry registry = new CollectorRegistry();

    private NodeCollector collector(DiskSpace.Room room, Optional<Instant> end) {
        return new NodeCollector("1.2.3", () -> List.of(Check.up("disk"), Check.down("plugin mesh", "not heard")),
                new DiskSpace(Path.of("state"), room), end);
    }

    private @Nullable Double ready(String check) {
        return registry.getSampleValue("streamr_ready", new String[]{"check"}, new String[]{check});
    }

    @Test
    void everyCheckAndTheDiskAreToldAsTheyAreWhenAskedFor() {
        long[] free = {5};
        registry.register(collector(() -> new DiskSpace.Space(free[0], 10), Optional.of(Instant.ofEpochSecond(99))));
        assertEquals(1.0, registry.getSampleValue("streamr_build_info", new String[]{"version"},
                new String[]{"1.2.3"}));
        assertEquals(1.0, ready("disk"));
        assertEquals(0.0, ready("plugin mesh"));
        assertEquals(99.0, registry.getSampleValue("streamr_http_certificate_not_after_timestamp_seconds"));
        assertEquals(10.0, registry.getSampleValue("streamr_state_disk_size_bytes"));
        assertEquals(5.0, registry.getSampleValue("streamr_state_disk_free_bytes"));
        free[0] = 4;
        assertEquals(4.0, registry.getSampleValue("streamr_state_disk_free_bytes"));
    }

    @Test
    void whatIsNotThereIsNotTold() {
        registry.register(collector(() -> {
            throw new IOException("gone");
        }, Optional.empty()));
        assertNull(registry.getSampleValue("streamr_http_certificate_not_after_timestamp_seconds"));
        assertNull(registry.getSampleValue("streamr_state_disk_free_bytes"));
        assertEquals(0.0, ready("plugin mesh"));
    }
}
