package dev.streamr.ingest.rtmp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Clients come and go; nothing of them stays. */
class LeakTest {

    private static final int ROUNDS = 250;

    /** Files that the JDK opens once, when it comes to it: selectors, its own libraries. A socket per client is far more. */
    private static final long KEPT_FILES = 16;

    /** Buffers that the JDK keeps per carrier thread grow to their full size once, not with every client. */
    private static final long KEPT_BUFFER_BYTES = 4 << 20;

    @Test
    void keepsNoThreadSocketOrBufferOfClientsThatLeft() throws IOException {
        try (TestServer server = new TestServer()) {
            publishAndPlay(server);
            await().atMost(Duration.ofSeconds(20)).until(() -> server.server.connections() == 0);
            long files = openFiles();
            long buffers = directBytes();
            for (int i = 0; i < ROUNDS; i++) {
                publishAndPlay(server);
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> server.server.connections() == 0);
            assertEquals(0, server.streams.stream("demo").viewers.get());
            await().atMost(Duration.ofSeconds(20)).until(() -> openFiles() - files <= KEPT_FILES);
            await().atMost(Duration.ofSeconds(20)).until(() -> directBytes() - buffers <= KEPT_BUFFER_BYTES);
            await().atMost(Duration.ofSeconds(20)).until(() -> rtmpThreads() <= 2);
        }
    }

    private static void publishAndPlay(TestServer server) throws IOException {
        try (TestClient publisher = TestClient.publisher(server.port, "secret-demo")) {
            Media.start(publisher);
            TestClient.player(server.port, "demo").close();
        }
    }

    /** Virtual threads are in no count of the JVM: a dump of all threads names them. */
    private static long rtmpThreads() throws IOException {
        Path dump = Files.createTempDirectory("threads").resolve("dump.txt");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpThreads(
                dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
        try (var lines = Files.lines(dump)) {
            return lines.filter(line -> line.startsWith("#") && line.contains("\"rtmp-")).count();
        } finally {
            Files.delete(dump);
        }
    }

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct")).mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
    }
}
