package dev.streamr.playback;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Packaging;
import dev.streamr.playback.flv.FlvService;
import dev.streamr.playback.hls.HlsService;
import dev.streamr.playback.http.Door;
import dev.streamr.playback.testing.Media;
import dev.streamr.playback.testing.MemoryStream;
import dev.streamr.playback.testing.MemoryWindow;
import dev.streamr.playback.testing.TestNode;
import io.prometheus.client.CollectorRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveRoutesTest {

    private final TestNode node = new TestNode();
    private final MemoryStream stream = new MemoryStream("show", Media.TRACKS);
    private final HlsService hls = new HlsService(node, node, Optional.empty());
    private final MemoryWindow window = stream.window(Packaging.FMP4);

    @BeforeEach
    void start() {
        node.add(stream);
        CollectorRegistry metrics = new CollectorRegistry();
        FlvService flv = new FlvService(node, 10, metrics);
        node.publicRoutes(new LiveRoutes(new Door(node, node, node.publicUrl()), hls, flv, metrics));
        node.start();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void aPlayerGoesFromTheMultivariantPlaylistToTheBytes() {
        Media.segment(window, 7);
        String multivariant = text(node.get("/live/show.m3u8"));
        assertTrue(multivariant.contains("show/media.m3u8"), multivariant);
        assertTrue(multivariant.contains("CODECS=\"avc1.64001f,mp4a.40.2\",RESOLUTION=1280x720,FRAME-RATE=30.000"),
                multivariant);
        String media = text(node.get("/live/show/media.m3u8"));
        assertTrue(media.contains("\n7.m4s\n"), media);
        assertTrue(media.contains("#EXT-X-MAP:URI=\"init-0123456789abcdef.mp4\""), media);
        assertEquals("init 0123456789abcdef", text(node.get("/live/show/init-0123456789abcdef.mp4")));
        assertEquals("7.0;7.1;7.2;7.3;7.4;7.5;7.6;7.7;7.8;7.9;", text(node.get("/live/show/7.m4s")));
        assertEquals("7.3;", text(node.get("/live/show/7.3.m4s")));
    }

    @Test
    void mediaIsCacheableForEverAndPlaylistsAreNot() {
        Media.segment(window, 0);
        assertEquals("public, max-age=31536000, immutable", header(node.get("/live/show/0.m4s"), "Cache-Control"));
        assertEquals("no-cache", header(node.get("/live/show/media.m3u8"), "Cache-Control"));
        assertEquals("max-age=2", header(node.get("/live/show/media.m3u8?_HLS_msn=0"), "Cache-Control"));
        assertEquals("video/mp4", header(node.get("/live/show/0.0.m4s"), "Content-Type"));
        assertEquals("application/vnd.apple.mpegurl", header(node.get("/live/show.m3u8"), "Content-Type"));
    }

    @Test
    void everyAnswerMayBeReadByAPageOfAnyOrigin() {
        Media.segment(window, 0);
        for (String path : new String[]{"/live/show.m3u8", "/live/show/0.m4s", "/live/none.m3u8"}) {
            assertEquals("*", header(node.get(path), "Access-Control-Allow-Origin"), path);
        }
        HttpResponse<byte[]> preflight = node.send("OPTIONS", "/live/show/0.m4s");
        assertEquals(204, preflight.statusCode());
        assertTrue(header(preflight, "Access-Control-Allow-Headers").contains("Range, Authorization"));
    }

    @Test
    void gzipIsSentToThoseWhoTakeIt() throws IOException {
        Media.segment(window, 0);
        HttpResponse<byte[]> zipped = node.get("/live/show/media.m3u8", "Accept-Encoding", "gzip, deflate");
        assertEquals("gzip", header(zipped, "Content-Encoding"));
        assertEquals("Accept-Encoding", header(zipped, "Vary"));
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes();
        assertArrayEquals(node.get("/live/show/media.m3u8", "Accept-Encoding", "gzip;q=0").body(), plain);
    }

    @Test
    void anUnchangedPlaylistIsNotSentAgain() {
        Media.segment(window, 0);
        String etag = header(node.get("/live/show/media.m3u8"), "ETag");
        assertEquals(304, node.get("/live/show/media.m3u8", "If-None-Match", etag).statusCode());
        Media.segment(window, 1);
        assertEquals(200, node.get("/live/show/media.m3u8", "If-None-Match", etag).statusCode());
    }

    @Test
    void rangesReachAcrossParts() {
        Media.segment(window, 7);
        HttpResponse<byte[]> middle = node.get("/live/show/7.m4s", "Range", "bytes=2-9");
        assertEquals(206, middle.statusCode());
        assertEquals("0;7.1;7.", text(middle));
        assertEquals("bytes 2-9/40", header(middle, "Content-Range"));
        assertEquals("9;", text(node.get("/live/show/7.m4s", "Range", "bytes=-2")));
        HttpResponse<byte[]> outside = node.get("/live/show/7.m4s", "Range", "bytes=40-");
        assertEquals(416, outside.statusCode());
        assertEquals("bytes */40", header(outside, "Content-Range"));
    }

    @Test
    void headTellsTheLengthAndSendsNothing() {
        Media.segment(window, 7);
        HttpResponse<byte[]> head = node.send("HEAD", "/live/show/7.m4s");
        assertEquals("40", header(head, "Content-Length"));
        assertEquals(0, head.body().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/live/none.m3u8", "/live/show/9.m4s", "/live/show/7.99.m4s", "/live/show/07.m4s",
            "/live/show/init-none.mp4", "/live/Show.m3u8", "/live/sh%6Fw.m3u8", "/live/show/../show.m3u8",
            "/live/%2e%2e/%2e%2e/etc/passwd", "/live/.m3u8", "/live/show", "/live/show.mp4", "/live/show/7.m4s/x",
            "/live/show/rewind.m3u8", "/live/show/99999999999999999999.m4s", "/live/show/-1.m4s"})
    void whatIsNotThereIsAProblem(String path) {
        Media.segment(window, 7);
        HttpResponse<byte[]> answer = node.get(path);
        assertEquals(404, answer.statusCode());
        assertEquals("application/problem+json", header(answer, "Content-Type"));
        assertTrue(text(answer).contains("\"status\":404"));
    }

    @Test
    void whoAsksForPlaylistsIsAViewer() {
        Media.segment(window, 0);
        node.get("/live/show.m3u8");
        node.get("/live/show/media.m3u8");
        node.get("/live/show/media.m3u8", "User-Agent", "another player");
        hls.refresh();
        assertEquals(2, stream.hlsViewers());
    }

    @Test
    void theSameBytesAreSentWhateverTheWay() {
        Media.segment(window, 0);
        HttpResponse<byte[]> framed = node.get("/live/show/0.3.m4s");
        HttpResponse<byte[]> ranged = node.get("/live/show/0.3.m4s", "Range", "bytes=0-");
        assertArrayEquals(framed.body(), ranged.body());
        assertEquals(header(framed, "ETag"), header(ranged, "ETag"));
        assertArrayEquals(node.get("/live/show/media.m3u8?_HLS_msn=0").body(),
                node.get("/live/show/media.m3u8").body());
    }

    @Test
    void anEndedStreamStaysWatchable() {
        Media.segment(window, 0);
        window.end();
        assertTrue(text(node.get("/live/show/media.m3u8?_HLS_msn=1&_HLS_part=0")).endsWith("#EXT-X-ENDLIST\n"));
        assertEquals(200, node.get("/live/show.m3u8").statusCode());
        assertEquals(200, node.get("/live/show/0.m4s").statusCode());
        assertEquals(404, node.get("/live/show/1.0.m4s").statusCode());
    }

    @Test
    void otherMethodsAreRefused() {
        HttpResponse<byte[]> answer = node.send("DELETE", "/live/show.m3u8");
        assertEquals(405, answer.statusCode());
        assertEquals("GET, HEAD, OPTIONS", header(answer, "Allow"));
    }

    @Test
    void aHintedPartIsAnsweredAsSoonAsItExists() {
        window.add(Media.part(3, 0, false));
        CompletableFuture<HttpResponse<byte[]>> answer = CompletableFuture
                .supplyAsync(() -> node.get("/live/show/3.1.m4s"));
        await().until(() -> window.waiting() == 1);
        window.add(Media.part(3, 1, false));
        assertEquals("3.1;", text(answer.join()));
    }

    @Test
    void aPlayerThatComesBeforeTheFirstSegmentWaitsForIt() {
        CompletableFuture<HttpResponse<byte[]>> answer = CompletableFuture
                .supplyAsync(() -> node.get("/live/show.m3u8"));
        await().until(() -> window.waiting() == 1);
        Media.segment(window, 0);
        assertEquals(200, answer.join().statusCode());
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("(none)");
    }
}
