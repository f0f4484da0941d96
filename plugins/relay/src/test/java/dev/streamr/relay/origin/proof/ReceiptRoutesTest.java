package dev.streamr.relay.origin.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Contribution.ViewerReceipt;
import dev.streamr.api.Contribution.ViewerReceipt.Basis;
import dev.streamr.api.NodeName;
import dev.streamr.relay.origin.node.NodeHealth;
import dev.streamr.relay.origin.session.OpenSessions;
import dev.streamr.relay.origin.session.Session;
import dev.streamr.relay.origin.session.SessionBook;
import dev.streamr.relay.origin.session.SessionReply;
import io.helidon.webserver.WebServer;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiptRoutesTest {

    private static final String ALICE = "alice";
    private static final String BOB = "bob";
    private static final NodeName ALICE_NAME = new NodeName(ALICE);

    private final AtomicLong nanoTime = new AtomicLong(1_000_000_000_000L);
    private final InstantSource clock = () -> Instant.ofEpochSecond(1_764_000_000L)
            .plusNanos(nanoTime.get());
    private final OneStream stream = OneStream.of("show", 100, 6);
    private final SessionBook book = new SessionBook(clock, nanoTime::get);
    private final MemoryLog log = new MemoryLog();
    private final NodeHealth health = new NodeHealth(nanoTime::get);
    private final CollectorRegistry registry = new CollectorRegistry(true);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Session session = OpenSessions.open(book, stream.name(), Session.Kind.PAGE, ALICE, BOB);
    private WebServer server;
    private Page page;

    @BeforeEach
    void start() {
        ProofMetrics metrics = new ProofMetrics(registry);
        Receipts receipts = new Receipts(stream, book, log, health, metrics, clock, nanoTime::get);
        ReceiptRoutes routes = new ReceiptRoutes(book, receipts,
                viewer -> new SessionReply(viewer.renewNonce(), "/live/show/s/t/",
                        List.of(new SessionReply.Relay(BOB, "http://192.0.2.8:8080/live/show/s/t/")), 10_000),
                metrics);
        server = WebServer.builder().host("127.0.0.1").port(0).routing(rules -> rules.register(routes)).build().start();
        page = new Page(client, "http://127.0.0.1:" + server.port(), session);
        pass(Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() {
        server.stop();
        client.close();
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    private byte[] media(String object) {
        return MediaObject.parse(object).flatMap(name -> name.in(stream.snapshot())).orElseThrow();
    }

    private List<ViewerReceipt> words() {
        return log.of(ViewerReceipt.class);
    }

    private double counted(String result) {
        return registry.getSampleValue("streamr_relay_receipts_total", new String[]{"result"}, new String[]{result});
    }

    @Test
    void aSessionThatOutlivedARestartHasLostItsKeyAndIsOver() throws Exception {
        Session revived = OpenSessions.revive(book, stream.name(), "00112233445566778899aabb");
        HttpResponse<String> answer = new Page(client, "http://127.0.0.1:" + server.port(), revived)
                .send(Page.receipt(1, 0));
        assertEquals(410, answer.statusCode(), answer.body());
    }

    @Test
    void aProvenReceiptIsWrittenDownMeasuredAndAnsweredWithANewNonce() throws Exception {
        String nonce = session.nonce();
        HttpResponse<String> answer = page.send(Page.receipt(1, 2,
                page.proven(ALICE, 500_000, "105.3", media("105.3")), page.proven(BOB, 9, "104", media("104"))));
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("*", answer.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
        assertTrue(answer.body().contains("\"nonce\":\"" + session.nonce() + "\""));
        assertTrue(answer.body().contains("192.0.2.8"));
        assertFalse(nonce.equals(session.nonce()));
        ViewerReceipt alice = words().getFirst();
        assertEquals(OpenSessions.idOf(ALICE), alice.nodeId());
        assertEquals(Basis.PROVEN, alice.basis());
        assertEquals(500_000, alice.bytes());
        assertEquals(2, alice.stalls());
        assertEquals(12_000, alice.firstByteMicros());
        assertEquals(Duration.ofSeconds(10), alice.interval());
        assertEquals("0123456789abcdef", alice.network());
        assertEquals(Basis.PROVEN, words().getLast().basis());
        assertEquals(0, words().getLast().stalls());
        assertEquals(12_000, health.of(ALICE_NAME).firstByteMicros());
    }

    @Test
    void aSecondReceiptCountsWhatItAddsOnly() throws Exception {
        page.send(Page.receipt(1, 1, page.proven(ALICE, 400_000, "104.0", media("104.0"))));
        pass(Duration.ofSeconds(10));
        page.send(Page.receipt(2, 1, page.proven(ALICE, 700_000, "105.0", media("105.0"))));
        assertEquals(List.of(400_000L, 300_000L), words().stream().map(ViewerReceipt::bytes).toList());
        assertEquals(0, words().getLast().stalls());
    }

    @Test
    void aReceiptThatIsSentAgainIsRefusedAndCountsNothing() throws Exception {
        String body = Page.receipt(7, 0, page.proven(ALICE, 400_000, "104.0", media("104.0")));
        page.send(body);
        pass(Duration.ofSeconds(10));
        HttpResponse<String> again = page.send(body);
        assertEquals(409, again.statusCode());
        assertTrue(again.body().contains("serial"));
        assertEquals(1, words().size());
        assertEquals(1, counted("replayed"));
    }

    @Test
    void aForgedReceiptIsRefusedBeforeItIsReadAndDoesNotUseUpTheViewersAllowance() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertEquals(403, page.send("{nonsense", "AAAA").statusCode());
            assertEquals(403, page.send(Page.receipt(1, 0), Page.mac(new byte[32], new byte[0])).statusCode());
        }
        assertEquals(40, counted("forged"));
        assertEquals(200, page.send(Page.receipt(1, 0)).statusCode());
    }

    @Test
    void bytesBeyondFourTimesTheBitRateAreNotCounted() throws Exception {
        page.send(Page.receipt(1, 0, page.proven(ALICE, 1L << 50, "105.3", media("105.3"))));
        long tenSecondsAndTheStart = 4 * 125_000L * 18;
        assertEquals(tenSecondsAndTheStart, words().getFirst().bytes());
        pass(Duration.ofSeconds(10));
        page.send(Page.receipt(2, 0, Page.relay(ALICE, (1L << 50) + 100_000_000, "", "")));
        assertEquals(4 * 125_000L * 10, words().getLast().bytes());
        assertTrue(registry.getSampleValue("streamr_relay_implausible_bytes_total", new String[]{"word"},
                new String[]{"receipt"}) > 1e15);
    }

    @Test
    void bytesWithoutTheRightPieceOfMediaAreStatedOnly() throws Exception {
        byte[] altered = media("105.3").clone();
        for (int i = 0; i < altered.length; i += 100) {
            altered[i] ^= 1;
        }
        page.send(Page.receipt(1, 0, page.proven(ALICE, 1_000, "105.3", altered)));
        pass(Duration.ofSeconds(10));
        page.send(Page.receipt(2, 0, page.proven(ALICE, 2_000, "99.0", media("105.3"))));
        pass(Duration.ofSeconds(10));
        page.send(Page.receipt(3, 0, page.proven(ALICE, 3_000, "no/such", media("105.3"))));
        assertEquals(List.of(Basis.STATED, Basis.STATED, Basis.STATED),
                words().stream().map(ViewerReceipt::basis).toList());
        assertEquals(0, health.of(ALICE_NAME).firstByteMicros());
    }

    @Test
    void onePieceProvesOnce() throws Exception {
        page.send(Page.receipt(1, 0, page.proven(ALICE, 1_000, "104", media("104"))));
        pass(Duration.ofSeconds(10));
        page.send(Page.receipt(2, 0, page.proven(ALICE, 2_000, "104", media("104"))));
        assertEquals(List.of(Basis.PROVEN, Basis.STATED), words().stream().map(ViewerReceipt::basis).toList());
    }

    @Test
    void theProofOfTheNonceBeforeIsStillGoodAndThatOfAnOlderOneIsNot() throws Exception {
        String onItsWay = page.proven(ALICE, 1_000, "103.0", media("103.0"));
        session.renewNonce();
        page.send(Page.receipt(1, 0, onItsWay));
        pass(Duration.ofSeconds(10));
        String old = page.proven(ALICE, 2_000, "104.0", media("104.0"));
        session.renewNonce();
        session.renewNonce();
        page.send(Page.receipt(2, 0, old));
        assertEquals(List.of(Basis.PROVEN, Basis.STATED), words().stream().map(ViewerReceipt::basis).toList());
    }

    @Test
    void countsThatFallAreRefusedAndTheFieldIsNamed() throws Exception {
        page.send(Page.receipt(1, 0, Page.relay(ALICE, 1_000, "", "")));
        pass(Duration.ofSeconds(10));
        HttpResponse<String> fallen = page.send(Page.receipt(2, 0, Page.relay(ALICE, 999, "", "")));
        assertEquals(400, fallen.statusCode());
        assertTrue(fallen.body().contains("bytes"), fallen.body());
        assertEquals(400, page.send(Page.receipt(2, 0, Page.relay(ALICE, -1, "", ""))).statusCode());
        assertEquals(400, page.send("{\"serial\":2}").statusCode());
        assertEquals(1, words().size());
        assertEquals(200, page.send(Page.receipt(2, 0, Page.relay(ALICE, 1_000, "", ""))).statusCode());
    }

    @Test
    void aNodeThatIsLeftOutOfOneReceiptIsNotCountedAnew() throws Exception {
        page.send(Page.receipt(1, 0, Page.relay(ALICE, 1_000, "", "")));
        pass(Duration.ofSeconds(10));
        page.send(Page.receipt(2, 0));
        pass(Duration.ofSeconds(10));
        page.send(Page.receipt(3, 0, Page.relay(ALICE, 1_500, "", "")));
        assertEquals(List.of(1_000L, 500L), words().stream().map(ViewerReceipt::bytes).toList());
    }

    @Test
    void nodesThatTheSessionWasNeverGivenArePassedOver() throws Exception {
        assertEquals(200, page.send(Page.receipt(1, 0, Page.relay("mallory", 1_000, "", ""))).statusCode());
        assertTrue(words().isEmpty());
    }

    @Test
    void complaintsWeighLittleHoweverManyOneViewerTells() throws Exception {
        page.send(Page.receipt(1, 0, Page.relay(ALICE, 0, "", "").replace("\"late\":0", "\"late\":1000000")
                .replace("\"wrong\":0", "\"wrong\":1000000")));
        assertEquals(3, health.of(ALICE_NAME).late());
        assertEquals(1, health.of(ALICE_NAME).wrong());
        assertEquals(1_000_000, words().getFirst().late());
    }

    @Test
    void tooManyReceiptsAreRefused() throws Exception {
        int refused = 0;
        for (int serial = 1; serial <= 10; serial++) {
            HttpResponse<String> answer = page.send(Page.receipt(serial, 0));
            refused += answer.statusCode() == 429 && answer.headers().firstValue("Retry-After").isPresent() ? 1 : 0;
        }
        assertEquals(5, refused);
    }

    @Test
    void aBodyThatIsTooLongIsRefused() throws Exception {
        assertEquals(413, page.send(" ".repeat(Receipt.MOST_BYTES + 1)).statusCode());
    }

    @Test
    void aViewersLastReceiptCountsAndEndsTheSession() throws Exception {
        String last = Page.receipt(1, 0, page.proven(ALICE, 400_000, "104.0", media("104.0")))
                .replaceFirst("}$", ",\"over\":true}");
        HttpResponse<String> answer = page.send(last);
        assertEquals(204, answer.statusCode(), answer.body());
        assertEquals("*", answer.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
        assertEquals(List.of(400_000L), words().stream().map(ViewerReceipt::bytes).toList());
        assertTrue(book.find(stream.name(), session.id()).isEmpty());
        assertEquals(410, page.send(Page.receipt(2, 0)).statusCode());
    }

    @Test
    void aForgedLastReceiptEndsNothing() throws Exception {
        String last = Page.receipt(1, 0).replaceFirst("}$", ",\"over\":true}");
        assertEquals(403, page.send(last, Page.mac(new byte[32], last.getBytes(UTF_8))).statusCode());
        assertEquals(400, page.send(last.replace("true", "\"yes\"")).statusCode());
        assertTrue(book.find(stream.name(), session.id()).isPresent());
    }

    @Test
    void whatIsNoReceiptIsRefused() throws Exception {
        for (String body : List.of("", "null", "[]", "1", "{}")) {
            assertEquals(400, page.send(body).statusCode(), body);
        }
    }

    @Test
    void aSessionThatIsOverOrWasNoPagesIsGone() throws Exception {
        Session plain = OpenSessions.open(book, stream.name(), Session.Kind.NAMED, ALICE);
        assertEquals(410, new Page(client, page.origin(), plain).send(Page.receipt(1, 0)).statusCode());
        book.end(session);
        assertEquals(410, page.send(Page.receipt(1, 0)).statusCode());
    }

    @Test
    void aPageOfAnotherOriginMayAsk() throws IOException, InterruptedException {
        HttpResponse<Void> answer = client.send(HttpRequest.newBuilder(URI.create(
                page.origin() + "/api/v1/streams/show/sessions/" + session.id() + "/receipts?mac=x"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.discarding());
        assertEquals(204, answer.statusCode());
        assertEquals("*", answer.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
        assertEquals("POST, OPTIONS", answer.headers().firstValue("Access-Control-Allow-Methods").orElseThrow());
        assertEquals("Content-Type", answer.headers().firstValue("Access-Control-Allow-Headers").orElseThrow());
    }
}
