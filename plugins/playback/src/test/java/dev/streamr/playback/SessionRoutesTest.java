package dev.streamr.playback;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Director;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Protocol;
import dev.streamr.playback.flv.FlvService;
import dev.streamr.playback.hls.HlsService;
import dev.streamr.playback.http.Door;
import dev.streamr.playback.testing.FakeDirector;
import dev.streamr.playback.testing.FakeSession;
import dev.streamr.playback.testing.Media;
import dev.streamr.playback.testing.MemoryStream;
import dev.streamr.playback.testing.MemoryWindow;
import dev.streamr.playback.testing.TestNode;
import io.prometheus.client.CollectorRegistry;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests under a session. */
class SessionRoutesTest {

    private static final URI RELAY = URI.create("http://192.0.2.7:8080/live/show/s/r/");

    private final TestNode node = new TestNode();
    private final FakeDirector director = new FakeDirector();
    private final MemoryStream stream = new MemoryStream("show", Media.TRACKS);
    private final HlsService hls = new HlsService(node, node, Optional.empty());
    private final MemoryWindow window = stream.window(Packaging.FMP4);
    private final FakeSession viewer = new FakeSession("viewer");

    @BeforeEach
    void start() {
        node.add(stream);
        node.provide(Director.class, director);
        director.admitting("good", viewer);
        CollectorRegistry metrics = new CollectorRegistry();
        FlvService flv = new FlvService(node, 10, metrics);
        node.publicRoutes(new LiveRoutes(new Door(node, node, node.publicUrl()), hls, flv, metrics));
        node.start();
        Media.segment(window, 7);
    }

    @AfterEach
    void stop() {
        stream.endTags();
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"media.m3u8", "media.m3u8?_HLS_msn=7", "7.m4s", "7.3.m4s", "init-0123456789abcdef.mp4"})
    void aSessionGetsTheSameBytesAndIsToldHowMany(String file) {
        HttpResponse<byte[]> without = node.get("/live/show/" + file);
        HttpResponse<byte[]> with = node.get("/live/show/s/good/" + file);
        assertEquals(200, with.statusCode());
        assertArrayEquals(without.body(), with.body());
        assertEquals(header(without, "Cache-Control"), header(with, "Cache-Control"));
        await().until(() -> viewer.deliveredBytes() >= with.body().length);
    }

    @Test
    void aSessionThatIsNotGoodIsToldWhy() {
        HttpResponse<byte[]> answer = node.get("/live/show/s/bad/7.m4s");
        assertEquals(403, answer.statusCode());
        assertEquals("*", header(answer, "Access-Control-Allow-Origin"));
        assertTrue(text(answer).contains("This session is not good here."));
    }

    @Test
    void aSessionIsOneViewerWhateverItsPlayerSays() {
        node.get("/live/show/s/good/media.m3u8", "User-Agent", "one");
        node.get("/live/show/s/good/7.m4s", "User-Agent", "another");
        director.admitting("second", new FakeSession("other viewer"));
        node.get("/live/show/s/second/7.m4s", "User-Agent", "one");
        hls.refresh();
        assertEquals(2, stream.hlsViewers());
        assertEquals(0, stream.viewers(Protocol.RELAY));
    }

    @Test
    void aRelayThatPullsIsNoViewer() {
        FakeSession relay = new FakeSession("relay").pulls();
        director.admitting("pull", relay);
        node.get("/live/show/s/pull/7.m4s");
        hls.refresh();
        assertEquals(0, stream.hlsViewers());
        assertEquals(1, stream.viewers(Protocol.RELAY));
        await().until(() -> relay.deliveredBytes() == 40);
        assertEquals(40, stream.deliveredBytes(Protocol.RELAY));
        assertEquals(0, stream.deliveredBytes(Protocol.HLS));
    }

    @Test
    void aStreamThatIsNotHereYetIsWaitedFor() {
        MemoryStream coming = new MemoryStream("coming", Media.TRACKS);
        Media.segment(coming.window(Packaging.FMP4), 1);
        director.admitting("early", new FakeSession("early").brings(coming));
        assertEquals("1.3;", text(node.get("/live/coming/s/early/1.3.m4s")));
        HttpResponse<byte[]> never = node.get("/live/coming/s/good/1.3.m4s");
        assertEquals(503, never.statusCode());
        assertEquals("1", header(never, "Retry-After"));
    }

    @Test
    void segmentsAreNamedOnTheRelayInUseAndTheDirectorIsTold() {
        viewer.segmentsAt(RELAY);
        HttpResponse<byte[]> list = node.get("/live/show/s/good/media.m3u8");
        assertTrue(text(list).contains("\n" + RELAY + "7.m4s\n"), text(list));
        assertTrue(text(list).contains("URI=\"init-0123456789abcdef.mp4\""), text(list));
        assertEquals("no-store", header(list, "Cache-Control"));
        FakeSession.Named first = new FakeSession.Named(window.snapshot().version(), RELAY);
        await().until(() -> viewer.named().equals(List.of(first)));

        URI other = URI.create("http://192.0.2.8:8080/live/show/s/q/");
        viewer.segmentsAt(other);
        String etag = header(list, "ETag");
        HttpResponse<byte[]> next = node.get("/live/show/s/good/media.m3u8", "If-None-Match", etag);
        assertTrue(text(next).contains("\n" + other + "7.m4s\n"), text(next));
        HttpResponse<byte[]> same = node.get("/live/show/s/good/media.m3u8", "If-None-Match", header(next, "ETag"));
        assertEquals(304, same.statusCode());
        List<FakeSession.Named> sent = List.of(first, new FakeSession.Named(first.version(), other));
        await().until(() -> viewer.named().equals(sent));
    }

    @Test
    void aPartCarriesTheWordOfItsOriginHoweverItIsAskedFor() {
        stream.relay();
        for (int index = 0; index < 2; index++) {
            Part part = Media.part(8, index, index == 1);
            window.add(new Part(8, index, part.durationMicros(), part.independent(), part.last(), false, false,
                    part.programTime(), part.init(), part.bytes(), "P 8 " + index + " word"));
        }
        assertEquals("P 8 0 word", header(node.get("/live/show/s/good/8.0.m4s"), "Streamr-Record"));
        assertEquals("P 8 0 word",
                header(node.get("/live/show/s/good/8.0.m4s", "Range", "bytes=1-2"), "Streamr-Record"));
        assertEquals("P 8 1 word", header(node.get("/live/show/s/good/8.m4s"), "Streamr-Record"));
        assertEquals("P 8 1 word", header(node.send("HEAD", "/live/show/s/good/8.m4s"), "Streamr-Record"));
        HttpResponse<byte[]> own = node.get("/live/show/s/good/7.m4s");
        assertFalse(own.headers().map().containsKey("streamr-record"), "no word at the origin");
        assertTrue(header(own, "Access-Control-Expose-Headers").contains("Streamr-Record"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.m4s", "8.1.m4s"})
    void whatTheOriginHasNamedAlreadyIsWaitedForAtARelay(String file) {
        assertEquals(404, node.get("/live/show/s/good/" + file).statusCode(), "the origin has named nothing of it");
        stream.relay();
        CompletableFuture<HttpResponse<byte[]>> answer = CompletableFuture
                .supplyAsync(() -> node.get("/live/show/s/good/" + file));
        await().until(() -> window.waiting() == 1);
        Media.segment(window, 8);
        assertTrue(text(answer.join()).contains("8.1;"));
        assertEquals(404, node.get("/live/show/s/good/11.m4s").statusCode(), "nobody can have named it");
        assertEquals(404, node.get("/live/show/s/good/8.10.m4s").statusCode(), "the segment has ten parts");
    }

    @Test
    void aRelayThatHasNoMediaYetWaitsForWhatItIsAskedFor() {
        MemoryStream fresh = new MemoryStream("fresh", Media.TRACKS);
        fresh.relay();
        node.add(fresh);
        CompletableFuture<HttpResponse<byte[]>> answer = CompletableFuture
                .supplyAsync(() -> node.get("/live/fresh/s/good/3.m4s"));
        await().until(() -> fresh.window(Packaging.FMP4).waiting() == 1);
        Media.segment(fresh.window(Packaging.FMP4), 3);
        assertEquals(40, answer.join().body().length);
    }

    @Test
    void transportStreamsAndTheRewindWindowStayAtTheOrigin() {
        stream.relay();
        for (String file : List.of("ts.m3u8", "7.ts", "rewind.m3u8")) {
            assertEquals(404, node.get("/live/show/s/good/" + file).statusCode(), file);
        }
        assertFalse(stream.requested(Packaging.MPEGTS), "no transport stream is made for it");
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("(none)");
    }
}
