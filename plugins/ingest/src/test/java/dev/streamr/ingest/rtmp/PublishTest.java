package dev.streamr.ingest.rtmp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.FlvTag;
import dev.streamr.api.Publication;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a publisher meets. */
class PublishTest {

    private final TestServer server = new TestServer();

    PublishTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void bringsItsMediaIn() throws IOException {
        try (TestClient publisher = TestClient.publisher(server.port, "secret-demo")) {
            Media.start(publisher);
            publisher.message(MessageType.VIDEO, 40, Media.FRAME);
            await().until(() -> times("demo").equals(List.of(0L, 0L, 40L)));
        }
        await().until(() -> ends("demo").equals(List.of(Publication.End.INTERRUPTED)));
    }

    @Test
    void endsTheStreamWhenItSaysSo() throws IOException {
        try (TestClient publisher = TestClient.publisher(server.port, "secret-demo")) {
            publisher.command("FCUnpublish", 6, Amf.Nothing.NULL, new Amf.Text("secret-demo"));
            publisher.command("deleteStream", 7, Amf.Nothing.NULL, new Amf.Num(1));
            await().until(() -> ends("demo").equals(List.of(Publication.End.FINISHED)));
        }
        await().until(() -> server.metric("streamr_ingest_connections_closed_total", "reason", "finished") == 1);
    }

    @Test
    void mayComeBackOnTheSameConnectionAndIsThenJudgedAnew() throws IOException {
        try (TestClient publisher = TestClient.publisher(server.port, "secret-demo")) {
            publisher.command("FCUnpublish", 6, Amf.Nothing.NULL, new Amf.Text("secret-demo"));
            publisher.command("publish", 7, Amf.Nothing.NULL, new Amf.Text("secret-demo"), new Amf.Text("live"));
            publisher.awaitStatus("NetStream.Publish.Start");
        }
        await().until(() -> ends("demo").equals(List.of(Publication.End.FINISHED, Publication.End.INTERRUPTED)));
    }

    @Test
    void isToldThatItsKeyIsWrongAlsoAfterItHadPublished() throws IOException {
        try (TestClient publisher = TestClient.publisher(server.port, "secret-demo")) {
            publisher.command("FCUnpublish", 6, Amf.Nothing.NULL, new Amf.Text("secret-demo"));
            publisher.command("publish", 7, Amf.Nothing.NULL, new Amf.Text("guessed"), new Amf.Text("live"));
            publisher.awaitStatus("NetStream.Publish.BadName");
        }
    }

    @Test
    void isCutOffWhenItsKeyChangesWhileItIsLetIn() throws IOException {
        AtomicInteger looks = new AtomicInteger();
        PublisherGate changing = _ -> Optional.of(new StreamName("demo")).filter(_ -> looks.getAndIncrement() == 0);
        try (TestServer other = new TestServer(RtmpLimits.DEFAULTS, Optional.empty(), changing);
                TestClient publisher = TestClient.connected(other.port)) {
            publisher.command("publish", 5, Amf.Nothing.NULL, new Amf.Text("old-key"), new Amf.Text("live"));
            publisher.awaitClosed();
            await().until(() -> other.metric("streamr_ingest_connections_closed_total", "reason", "revoked") == 1);
            assertEquals(List.of(Publication.End.FINISHED), other.streams.stream("demo").ends);
        }
    }

    @Test
    void isToldThatKeysCannotBeLookedUp() throws IOException {
        PublisherGate broken = _ -> {
            throw new IllegalStateException("the database is away");
        };
        try (TestServer other = new TestServer(RtmpLimits.DEFAULTS, Optional.empty(), broken);
                TestClient publisher = TestClient.connected(other.port)) {
            publisher.command("publish", 5, Amf.Nothing.NULL, new Amf.Text("secret-demo"), new Amf.Text("live"));
            String words = publisher.awaitStatus("NetStream.Publish.Failed");
            assertFalse(words.contains("database"), words);
            publisher.awaitClosed();
            await().until(() -> other.metric("streamr_ingest_rejected_total", "reason", "refused") == 1);
        }
    }

    @Test
    void isToldThatItsKeyIsWrongAndIsCounted() throws IOException {
        try (TestClient publisher = TestClient.connected(server.port)) {
            publisher.command("publish", 5, Amf.Nothing.NULL, new Amf.Text("guessed"), new Amf.Text("live"));
            String words = publisher.awaitStatus("NetStream.Publish.BadName");
            assertTrue(words.contains("stream key is not valid"), words);
            assertFalse(words.contains("guessed"), words);
            publisher.awaitClosed();
        }
        assertFalse(server.streams.has("guessed"));
        await().until(() -> server.metric("streamr_ingest_rejected_total", "reason", "bad-key") == 1);
    }

    @Test
    void isTurnedAwayFromAnotherApplication() throws IOException {
        try (TestClient client = new TestClient(server.port)) {
            RtmpMessage.Command answer = client.connect("admin");
            assertEquals("_error", answer.name());
            assertEquals("NetConnection.Connect.InvalidApp", TestClient.code(answer));
            client.awaitClosed();
        }
    }

    @Test
    void isToldWhenTheNodeIsFull() throws IOException {
        server.streams.limit = 0;
        try (TestClient publisher = TestClient.connected(server.port)) {
            publisher.command("publish", 5, Amf.Nothing.NULL, new Amf.Text("secret-demo"), new Amf.Text("live"));
            assertEquals("no more streams: streams.max", publisher.awaitStatus("NetStream.Publish.Failed"));
        }
    }

    @Test
    void doesNotTakeTheNameOfAStreamThatIsRelayedHere() throws IOException {
        Publication relayed = server.streams.publish(new StreamName("demo"), StreamRegistry.RELAY);
        try (TestClient publisher = TestClient.connected(server.port)) {
            publisher.command("publish", 5, Amf.Nothing.NULL, new Amf.Text("secret-demo"), new Amf.Text("live"));
            assertEquals("relayed: true", publisher.awaitStatus("NetStream.Publish.Failed"));
            publisher.awaitClosed();
        }
        assertFalse(relayed.superseded());
        relayed.close(Publication.End.FINISHED);
        try (TestClient publisher = TestClient.publisher(server.port, "secret-demo")) {
            Media.start(publisher);
            await().until(() -> times("demo").size() == 2);
        }
    }

    @Test
    void takesAStreamOverAtOnceAndPlayersStay() throws IOException {
        try (TestClient first = TestClient.publisher(server.port, "secret-demo")) {
            Media.start(first);
            await().until(() -> times("demo").size() == 2);
            try (TestClient player = TestClient.player(server.port, "demo");
                    TestClient second = TestClient.publisher(server.port, "secret-demo")) {
                first.awaitClosed();
                Media.start(second);
                await().until(() -> times("demo").size() == 4);
                for (int seen = 0; seen < 4;) {
                    if (player.next() instanceof RtmpMessage.Media) {
                        seen++;
                    }
                }
                assertEquals(List.of(), ends("demo"));
                await().until(() -> server.metric("streamr_ingest_connections_closed_total", "reason",
                        "taken-over") == 1);
            }
        }
    }

    @Test
    void isCutOffWhenItsKeyIsRevoked() throws IOException {
        try (TestClient publisher = TestClient.publisher(server.port, "secret-demo")) {
            server.server.revoke(new StreamName("demo"));
            publisher.awaitClosed();
        }
        await().until(() -> ends("demo").equals(List.of(Publication.End.FINISHED)));
    }

    @Test
    void getsAnAcknowledgementPerWindowItAskedFor() throws IOException {
        try (TestClient publisher = TestClient.publisher(server.port, "secret-demo")) {
            publisher.message(MessageType.WINDOW_SIZE, 0, Chunks.hex("00001000"));
            publisher.message(MessageType.VIDEO, 0, Chunks.payload(9000));
            RtmpMessage acknowledgement = new RtmpMessage.Ignored(MessageType.ACKNOWLEDGEMENT);
            RtmpMessage message;
            do {
                message = publisher.next();
            } while (!message.equals(acknowledgement));
        }
    }

    @Test
    void getsAnAnswerToEveryCallThatWaitsForOne() throws IOException {
        try (TestClient client = TestClient.connected(server.port)) {
            for (String call : List.of("releaseStream", "FCPublish", "_checkbw", "getStreamLength", "nobodyKnows")) {
                client.command(call, 9, Amf.Nothing.NULL);
                assertEquals("_result", client.awaitCommand(command -> command.transaction() == 9).name());
            }
            client.command("createStream", 10, Amf.Nothing.NULL);
            RtmpMessage.Command created = client.awaitCommand(command -> command.transaction() == 10);
            assertEquals(new Amf.Num(1), created.argument(1));
        }
    }

    @Test
    void agreesOnEnhancedRtmp() throws IOException {
        try (TestClient client = new TestClient(server.port)) {
            RtmpMessage.Command answer = client.connect(Map.of("app", new Amf.Text("live"), "fourCcList",
                    new Amf.StrictArray(List.of(new Amf.Text("*"))), "capsEx", new Amf.Num(15)));
            Amf info = answer.argument(1);
            assertTrue(info.field("videoFourCcInfoMap").fields().keySet().containsAll(List.of("hvc1", "av01", "vp09")));
            assertTrue(info.field("audioFourCcInfoMap").fields().containsKey("Opus"));
            assertEquals(7, info.field("capsEx").number());
        }
    }

    @Test
    void isAskedToReconnectAndThenEndedWhenTheServerStops() throws Exception {
        try (TestClient publisher = new TestClient(server.port)) {
            publisher.connect(Map.of("app", new Amf.Text("live"), "capsEx", new Amf.Num(1)));
            publisher.command("publish", 5, Amf.Nothing.NULL, new Amf.Text("secret-demo"), new Amf.Text("live"));
            publisher.awaitStatus("NetStream.Publish.Start");
            Thread draining = Thread.ofVirtual().unstarted(this::drain);
            try (TestClient player = TestClient.player(server.port, "demo")) {
                draining.start();
                publisher.awaitStatus("NetConnection.Connect.ReconnectRequest");
                player.awaitStatus("NetStream.Play.UnpublishNotify");
            }
            publisher.awaitClosed();
            draining.join();
            assertEquals(List.of(Publication.End.FINISHED), ends("demo"));
            assertEquals(0, server.server.connections());
        }
    }

    @Test
    void aServerThatStopsDoesNotWaitForClientsThatDoNothing() throws Exception {
        try (TestClient idle = TestClient.connected(server.port)) {
            Thread draining = Thread.ofVirtual().start(this::drain);
            idle.awaitClosed();
            draining.join();
            assertEquals(1, server.metric("streamr_ingest_connections_closed_total", "reason", "shutdown"));
        }
    }

    private void drain() {
        try {
            server.server.drain(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void mayWrapEachPartInAnAggregate() throws IOException {
        try (TestClient publisher = TestClient.publisher(server.port, "secret-demo")) {
            publisher.message(MessageType.AGGREGATE, 1000, aggregate(500, 540));
            await().until(() -> times("demo").equals(List.of(1000L, 1040L)));
        }
    }

    private static byte[] aggregate(int... times) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int time : times) {
            out.writeBytes(Chunks.hex("09 %06x %06x 00 000000".formatted(Media.KEYFRAME.length, time)));
            out.writeBytes(Media.KEYFRAME);
            out.writeBytes(Chunks.hex("%08x".formatted(Media.KEYFRAME.length + 11)));
        }
        return out.toByteArray();
    }

    private List<Long> times(String name) {
        return server.streams.has(name)
                ? server.streams.stream(name).tags.stream().map(FlvTag::timestampMillis).toList()
                : List.of();
    }

    private List<Publication.End> ends(String name) {
        return List.copyOf(server.streams.stream(name).ends);
    }
}
