package dev.streamr.playback;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Director;
import dev.streamr.api.FlvTag;
import dev.streamr.api.Packaging;
import dev.streamr.api.Placement;
import dev.streamr.api.Problem;
import dev.streamr.api.Protocol;
import dev.streamr.playback.flv.FlvService;
import dev.streamr.playback.hls.HlsService;
import dev.streamr.playback.http.Door;
import dev.streamr.playback.testing.FakeDirector;
import dev.streamr.playback.testing.FakeSession;
import dev.streamr.playback.testing.Media;
import dev.streamr.playback.testing.MemoryStream;
import dev.streamr.playback.testing.TestNode;
import io.helidon.http.Status;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for public addresses, where a director decides. */
class PlacementTest {

    private final TestNode node = new TestNode();
    private final FakeDirector director = new FakeDirector();
    private final MemoryStream stream = new MemoryStream("show", Media.TRACKS);
    private final HlsService hls = new HlsService(node, node, Optional.empty());

    @BeforeEach
    void start() {
        node.add(stream);
        node.provide(Director.class, director);
        CollectorRegistry metrics = new CollectorRegistry();
        node.publicRoutes(
                new LiveRoutes(new Door(node, node, node.publicUrl()), hls, new FlvService(node, 10, metrics),
                        metrics));
        node.start();
        Media.segment(stream.window(Packaging.FMP4), 7);
        stream.preamble(new FlvTag(FlvTag.Kind.VIDEO_HEADER, 0, new byte[]{0x17, 0, 1}));
    }

    @AfterEach
    void stop() {
        stream.endTags();
        node.close();
    }

    @Test
    void theDirectorLearnsWhoAsks() {
        assertEquals(200, node.get("/live/show.m3u8", "User-Agent", "a player").statusCode());
        assertEquals("a player", director.asked().getFirst().userAgent());
        assertEquals(Protocol.HLS, director.asked().getFirst().protocol());
        assertTrue(director.asked().getFirst().address().isLoopbackAddress());
        node.get("/live/show/media.m3u8");
        node.get("/live/show/7.m4s");
        assertEquals(1, director.asked().size(), "files of a stream are served as they are");
    }

    @ParameterizedTest
    @CsvSource({"Origin, https://blog.example, true", "Referer, https://blog.example/a, true",
            "X-Forwarded-Proto, https, true", "X-Forwarded-Proto, http, false", "Origin, http://blog.example, false",
            "Origin, null, false", "Accept, https, false"})
    void theDirectorLearnsWhetherTheViewerCameByHttps(String header, String value, boolean secure) {
        node.get("/live/show.m3u8", header, value);
        assertEquals(secure, director.asked().getFirst().secure());
    }

    @Test
    void aSteeredPlayerGetsAllPathwaysForItselfAlone() {
        director.placing(new Placement.Steered(URI.create("/api/v1/streams/show/steering/t"),
                List.of(new Placement.Pathway("alice", URI.create("http://192.0.2.7/live/show/s/a/")),
                        new Placement.Pathway("origin", URI.create("show/s/o/")))));
        HttpResponse<byte[]> list = node.get("/live/show.m3u8");
        assertTrue(text(list).contains("SERVER-URI=\"/api/v1/streams/show/steering/t\",PATHWAY-ID=\"alice\"\n"),
                text(list));
        assertTrue(text(list).contains("PATHWAY-ID=\"origin\"\nshow/s/o/media.m3u8\n"), text(list));
        assertEquals("no-store", header(list, "Cache-Control"));
        hls.refresh();
        assertEquals(0, stream.hlsViewers(), "counted when its session is used");
    }

    @Test
    void anotherPlayerGetsAPlaylistOfItsOwnSession() {
        director.placing(new Placement.Named("token"));
        director.admitting("token", new FakeSession("id").segmentsAt(URI.create("http://192.0.2.7/live/show/s/r/")));
        HttpResponse<byte[]> list = node.get("/live/show.m3u8");
        assertTrue(text(list).endsWith("\nshow/s/token/media.m3u8\n"), text(list));
        assertEquals("no-store", header(list, "Cache-Control"));
        assertTrue(text(node.get("/live/show/s/token/media.m3u8")).contains("\nhttp://192.0.2.7/live/show/s/r/7.m4s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/live/show.m3u8", "/live/show.flv", "/live/unknown.m3u8", "/live/unknown.flv"})
    void whoIsServedElsewhereIsSentThere(String path) {
        stream.relay();
        director.placing(new Placement.Elsewhere(URI.create("http://192.0.2.1:8080" + path)));
        HttpResponse<byte[]> answer = node.get(path);
        assertEquals(302, answer.statusCode());
        assertEquals("http://192.0.2.1:8080" + path, header(answer, "Location"));
        assertEquals("no-store", header(answer, "Cache-Control"));
        assertEquals("*", header(answer, "Access-Control-Allow-Origin"));
    }

    @Test
    void aFullOriginSaysSoAndWhenToComeBack() {
        director.placing(new Placement.Refused(new Problem(Status.SERVICE_UNAVAILABLE_503, "The stream is full.")));
        for (String path : List.of("/live/show.m3u8", "/live/show.flv")) {
            HttpResponse<byte[]> answer = node.get(path);
            assertEquals(503, answer.statusCode());
            assertEquals("1", header(answer, "Retry-After"));
            assertTrue(text(answer).contains("The stream is full."), text(answer));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/live/show.m3u8", "/live/show.flv", "/live/show/media.m3u8", "/live/show/7.m4s",
            "/live/show/7.3.m4s", "/live/show/init-0123456789abcdef.mp4", "/live/show/ts.m3u8"})
    void anotherMachinesStreamIsForSessionsOnly(String path) {
        stream.relay();
        HttpResponse<byte[]> answer = node.get(path);
        assertEquals(403, answer.statusCode());
        assertEquals("application/problem+json", header(answer, "Content-Type"));
    }

    @Test
    void tagsUnderASessionAreCountedForIt() throws IOException {
        stream.relay();
        FakeSession session = new FakeSession("id");
        director.admitting("token", session);
        try (InputStream in = node.uri("/live/show/s/token/stream.flv").toURL().openStream()) {
            assertEquals('F', in.read());
            assertEquals(Protocol.HTTP_FLV, stream.readers().iterator().next().protocol());
            await().until(() -> session.deliveredBytes() > 0);
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("(none)");
    }
}
