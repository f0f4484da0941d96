package dev.streamr.daemon.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ServiceManagerTest {

    private static final String WATCHDOG_USEC = "400000";

    @TempDir
    Path folder = Path.of("");

    @Test
    void aSocketInTheFileSystemIsToldOfTheServicesWholeLife() {
        tellsItsLife(folder.resolve("notify").toString());
    }

    @Test
    void anAbstractSocketIsToldOfTheServicesWholeLife() {
        tellsItsLife("@streamr-" + UUID.randomUUID());
    }

    private static void tellsItsLife(String name) {
        try (ListeningSocket systemd = new ListeningSocket(name);
                ServiceManager manager = ServiceManager
                        .find(Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", WATCHDOG_USEC))) {
            manager.ready(() -> "1 stream, 2 viewers", () -> true);
            assertEquals("READY=1\nSTATUS=1 stream, 2 viewers", systemd.next());
            assertEquals("STATUS=1 stream, 2 viewers\nWATCHDOG=1", systemd.next());
            manager.stopping(Duration.ofMinutes(1));
            String said = systemd.next();
            while (!said.startsWith("STOPPING=1")) {
                said = systemd.next();
            }
            assertEquals("STOPPING=1\nSTATUS=stopping\nEXTEND_TIMEOUT_USEC=5200000", said);
            assertEquals("EXTEND_TIMEOUT_USEC=5200000\nWATCHDOG=1", systemd.next());
            assertEquals("EXTEND_TIMEOUT_USEC=5200000\nWATCHDOG=1", systemd.next());
        }
    }

    @Test
    void aServiceThatIsNotWellStopsFeedingTheWatchdog() {
        String name = folder.resolve("notify").toString();
        AtomicBoolean well = new AtomicBoolean(true);
        try (ListeningSocket systemd = new ListeningSocket(name);
                ServiceManager manager = ServiceManager
                        .find(Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", WATCHDOG_USEC))) {
            manager.ready(() -> "idle", well::get);
            systemd.next();
            assertTrue(systemd.next().contains("WATCHDOG=1"));
            well.set(false);
            systemd.next(); // may have been on its way
            assertFalse(systemd.next().contains("WATCHDOG"));
            assertFalse(systemd.next().contains("WATCHDOG"));
        }
    }

    @Test
    void aWatchdogMeantForAnotherProcessIsNotFed() {
        String name = folder.resolve("notify").toString();
        try (ListeningSocket systemd = new ListeningSocket(name);
                ServiceManager manager = ServiceManager.find(Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC",
                        WATCHDOG_USEC, "WATCHDOG_PID", "1"))) {
            manager.ready(() -> "idle", () -> true);
            systemd.next();
            manager.stopping(Duration.ZERO);
            assertEquals("STOPPING=1\nSTATUS=stopping\nEXTEND_TIMEOUT_USEC=10000000", systemd.next());
        }
    }
}
