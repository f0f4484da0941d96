package dev.streamr.relay.pull;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.StreamName;
import dev.streamr.relay.feed.Digest;
import dev.streamr.relay.feed.FeedLines;
import dev.streamr.relay.feed.FeedRecord;
import dev.streamr.relay.testing.TestKey;
import io.prometheus.client.CollectorRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A feed from an origin that a test plays on a bare socket. */
class FeedClientTest {

    private static final StreamName SHOW = new StreamName("show");

    private final TestKey key = TestKey.generate();
    private final BlockingQueue<FeedItem> items = new ArrayBlockingQueue<>(1_000);
    private final Transport transport = new Transport();
    private ServerSocket origin;
    private FeedClient client;

    @BeforeEach
    void start() throws IOException {
        origin = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        origin.setSoTimeout(20_000);
        client = new FeedClient(URI.create("http://127.0.0.1:" + origin.getLocalPort()), SHOW, key.publicKey(),
                () -> "the-token", transport, new PullMetrics(new CollectorRegistry()), items, () -> {});
        client.start();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        transport.close();
        origin.close();
    }

    /** A feed that was opened, and what was asked for. */
    private record Opened(Socket socket, List<String> request) implements AutoCloseable {

        void send(String line) throws IOException {
            socket.getOutputStream().write((Integer.toHexString(line.length() + 1) + "\r\n" + line + "\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Opened open() throws IOException {
        Socket socket = origin.accept();
        BufferedReader in = new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        List<String> request = new ArrayList<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            request.add(line);
        }
        socket.getOutputStream().write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        return new Opened(socket, request);
    }

    private String part(long sequence, int index, boolean last) {
        Digest digest = Digest.of(new byte[]{1});
        Optional<FeedRecord.Whole> whole = last ? Optional.of(new FeedRecord.Whole(1, digest)) : Optional.empty();
        return FeedLines.write(new FeedRecord.PartRecord(sequence, index, 0, 1_000_000,
                new FeedRecord.Flags(index == 0, last, false, false), 1, digest, 0, "0123456789abcdef", whole), SHOW,
                key);
    }

    private String next() throws InterruptedException {
        FeedItem item = items.poll(20, TimeUnit.SECONDS);
        return item == null ? "nothing" : item.line();
    }

    @Test
    void theTokenGoesInAHeaderAndLinesComeAtOnce() throws Exception {
        try (Opened feed = open()) {
            assertEquals("GET /api/v1/relay/feed/show HTTP/1.1", feed.request().getFirst());
            assertTrue(feed.request().contains("Authorization: Bearer the-token"));
            feed.send("K");
            feed.send(part(1, 0, true));
            assertEquals(part(1, 0, true), next());
        }
    }

    @Test
    void aRelayBeginsWithTheLastThreeWholeSegments() throws Exception {
        try (Opened feed = open()) {
            for (int i = 1; i <= 9; i++) {
                feed.send(part(i, 0, true));
            }
            feed.send(part(10, 0, false));
            feed.send("K");
            assertEquals(part(7, 0, true), next());
        }
    }

    @Test
    void aFeedThatFallsSilentIsOpenedAgainAfterTheLastPart() throws Exception {
        try (Opened feed = open()) {
            feed.send("K");
            feed.send(part(1, 0, false));
            feed.send(part(1, 1, false));
            long silentSince = System.nanoTime();
            try (Opened again = open()) {
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - silentSince);
                assertTrue(seconds >= 2 && seconds < 6, "after " + seconds + " s");
                assertEquals("GET /api/v1/relay/feed/show?after=1.1 HTTP/1.1", again.request().getFirst());
                again.send(part(1, 2, true));
                again.send("K");
                next();
                next();
                assertEquals(part(1, 2, true), next());
            }
        }
    }

    @Test
    void aStreamThatIsOverIsAskedForLessAndLessOften() throws Exception {
        String over = FeedLines.write(new FeedRecord.End(true), SHOW, key);
        long first = System.nanoTime();
        for (int i = 0; i < 6; i++) {
            try (Opened feed = open()) {
                feed.send(over);
                feed.socket().getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - first);
        assertTrue(millis >= 50 + 100 + 200 + 400 + 800, "six times in " + millis + " ms");
    }

    @Test
    void aLineThatIsNotTheOriginsEndsTheFeed() throws Exception {
        try (Opened feed = open()) {
            feed.send("K");
            feed.send(part(1, 0, true).replace("P 1 ", "P 2 "));
            open().close();
            assertTrue(items.isEmpty());
            assertFalse(client.connected());
            assertTrue(client.trouble().contains("not signed by the origin") || client.trouble().contains("broken"));
        }
    }

    @Test
    void aLineWithoutAnEndEndsTheFeed() throws Exception {
        try (Opened feed = open()) {
            feed.send("K");
            feed.send("P".repeat(5_000));
            open().close();
            assertTrue(items.isEmpty());
        }
    }
}
