package dev.streamr.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hundred connections that come and go leave nothing behind: no thread, no socket, no memory. */
class ResourcesIT {

    private static final int CONNECTIONS = 100;
    private static final Duration SOON = Duration.ofSeconds(60);
    /** What the Java machine itself moves by while it compiles and collects. */
    private static final long UNREST_BYTES = 48L << 20;
    private static final int UNREST_THREADS = 8;

    @TempDir
    Path folder;

    @Test
    void aHundredViewersAndPublishersLeaveNothingBehind() throws IOException, InterruptedException {
        try (ImageDaemon daemon = new ImageDaemon(Image.BUILT, folder, "open");
                Publisher publisher = new Publisher(daemon.rtmp("show"))) {
            daemon.awaitBody("/live/show.m3u8");
            round(daemon);
            long sockets = settled(daemon);
            long threads = count(daemon.proc().resolve("task"));
            long resident = resident(daemon);

            round(daemon);

            await().atMost(SOON).until(() -> sockets(daemon) <= sockets);
            await().atMost(SOON).until(() -> count(daemon.proc().resolve("task")) <= threads + UNREST_THREADS);
            long now = resident(daemon);
            assertTrue(now < resident + UNREST_BYTES, "resident bytes: " + resident + " before, " + now + " after");
            assertTrue(publisher.isPublishing(), publisher.log());
        }
    }

    /** A hundred HTTP-FLV viewers that see the first bytes and vanish; a hundred RTMP clients that stop half way. */
    private static void round(ImageDaemon daemon) throws IOException {
        URI http = URI.create(daemon.http("/"));
        byte[] request = "GET /live/show.flv HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] halfHandshake = new byte[700];
        halfHandshake[0] = 3;
        for (int i = 0; i < CONNECTIONS; i++) {
            try (Socket viewer = connect(http.getPort()); Socket client = connect(daemon.rtmpPort())) {
                OutputStream toRtmp = client.getOutputStream();
                toRtmp.write(halfHandshake);
                viewer.getOutputStream().write(request);
                InputStream answer = viewer.getInputStream();
                assertTrue(answer.readNBytes(1000).length == 1000, "the answer ended early");
            }
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    /** The sockets that are left when the daemon has noticed that the hundred are gone. */
    private static long settled(ImageDaemon daemon) {
        long[] last = {-1};
        await().atMost(SOON).pollInterval(Duration.ofSeconds(2)).until(() -> {
            long now = sockets(daemon);
            boolean still = now == last[0];
            last[0] = now;
            return still;
        });
        return last[0];
    }

    private static long sockets(ImageDaemon daemon) throws IOException {
        try (Stream<Path> files = Files.list(daemon.proc().resolve("fd"))) {
            return files.filter(ResourcesIT::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }

    private static long resident(ImageDaemon daemon) throws IOException {
        return Files.readAllLines(daemon.proc().resolve("status")).stream().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10).findFirst().orElseThrow();
    }
}
