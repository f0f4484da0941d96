package dev.streamr.ingest.rtmp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that mean no good, or are broken: each gets an end with a reason, and the server serves on. */
class HostileTest {

    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final RtmpLimits TIGHT = new RtmpLimits(1 << 20, 65_536, 100, 8, SHORT, SHORT, SHORT, SHORT);

    private final TestServer server = new TestServer(TIGHT, Optional.empty());

    HostileTest() throws IOException {}

    @AfterEach
    void servesOnAndCloses() throws IOException {
        try (TestClient publisher = TestClient.publisher(server.port, "secret-after")) {
            Media.start(publisher);
            await().until(() -> server.streams.has("after") && server.streams.stream("after").tags.size() == 2);
        }
        server.close();
    }

    @Test
    void refusesHttp() throws IOException {
        try (Socket socket = dial()) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEnds(socket, "malformed");
        }
    }

    @Test
    void closesHalfHandshakes() throws IOException {
        try (Socket socket = dial()) {
            socket.getOutputStream().write(new byte[]{3, 1, 2, 3});
            assertEnds(socket, "handshake-timeout");
        }
    }

    @Test
    void closesIdleConnections() throws IOException {
        try (TestClient client = new TestClient(server.port)) {
            assertEnds(client.socket, "command-timeout");
        }
    }

    @Test
    void closesPublishersThatSendNoMedia() throws IOException {
        try (TestClient client = TestClient.publisher(server.port, "secret-demo")) {
            assertEnds(client.socket, "idle");
        }
    }

    @Test
    void refusesHugeMessages() throws IOException {
        try (TestClient client = TestClient.connected(server.port)) {
            client.raw(Chunks.hex("04 000000 ffffff 09 01000000"));
            assertEnds(client.socket, "limit");
        }
    }

    /** Who has not shown a key may not have the server keep megabytes. */
    @Test
    void refusesLongMessagesBeforePublishing() throws IOException {
        try (TestClient client = TestClient.connected(server.port)) {
            client.raw(Chunks.hex("04 000000 010001 14 01000000"));
            assertEnds(client.socket, "limit");
        }
    }

    @Test
    void closesClientsThatOnlySayGoodbye() throws IOException {
        long patience = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        try (TestClient client = TestClient.connected(server.port)) {
            while (System.nanoTime() < patience) {
                client.command("closeStream", 9, Amf.Nothing.NULL);
                client.awaitCommand(command -> command.transaction() == 9);
            }
        } catch (SocketException | EOFException e) {
            await().until(() -> server.metric("streamr_ingest_connections_closed_total", "reason",
                    "command-timeout") == 1);
            return;
        }
        fail("the client could stay as long as it liked");
    }

    @Test
    void refusesMalformedCommands() throws IOException {
        try (TestClient client = TestClient.connected(server.port)) {
            client.message(MessageType.COMMAND_AMF0, 0, Chunks.hex("0c 7fffffff"));
            assertEnds(client.socket, "malformed");
        }
    }

    @Test
    void refusesToPublishBeforeConnect() throws IOException {
        try (TestClient client = new TestClient(server.port)) {
            client.command("publish", 1, Amf.Nothing.NULL, new Amf.Text("secret-demo"));
            assertEnds(client.socket, "malformed");
        }
    }

    @Test
    void givesUpOnMediaThatCannotBeRead() throws IOException {
        try (TestClient client = TestClient.publisher(server.port, "secret-demo")) {
            for (int i = 0; i < 32; i++) {
                client.message(MessageType.VIDEO, i, Chunks.hex("17"));
            }
            assertEnds(client.socket, "malformed");
        }
    }

    @Test
    void survivesRandomBytes() throws IOException {
        Random random = new Random(11);
        byte[] noise = new byte[8192];
        for (int i = 0; i < 6; i++) {
            random.nextBytes(noise);
            try (TestClient client = TestClient.connected(server.port)) {
                client.raw(noise);
                client.awaitClosed();
            } catch (SocketException e) {
                // The server may hang up while the noise is still being sent.
            }
        }
    }

    /** With the usual patience: a slow machine must not lose the first one to a timeout before the last one has come. */
    @Test
    void boundsConnectionsFromOneAddress() throws IOException {
        RtmpLimits few = new RtmpLimits(1 << 20, 65_536, 100, 8, PATIENT, PATIENT, PATIENT, PATIENT);
        List<Socket> sockets = new ArrayList<>();
        try (TestServer bounded = new TestServer(few, Optional.empty())) {
            for (int i = 0; i < 8; i++) {
                sockets.add(dial(bounded.port));
            }
            try (Socket oneMore = dial(bounded.port)) {
                assertEquals(-1, oneMore.getInputStream().read());
                assertEquals(1, bounded.metric("streamr_ingest_rejected_total", "reason", "too-many-from-address"));
            }
            for (Socket socket : sockets) {
                socket.close();
            }
            await().until(() -> bounded.server.connections() == 0);
        }
    }

    private Socket dial() throws IOException {
        return dial(server.port);
    }

    private static Socket dial(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private void assertEnds(Socket socket, String reason) throws IOException {
        try {
            while (socket.getInputStream().read() >= 0) {
                // Swallows what the server still says.
            }
        } catch (SocketException e) {
            // A reset is an end too.
        }
        await().until(() -> server.metric("streamr_ingest_connections_closed_total", "reason", reason) == 1);
    }
}
