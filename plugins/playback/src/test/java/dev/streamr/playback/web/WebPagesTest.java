package dev.streamr.playback.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.StreamInfo;
import dev.streamr.api.StreamRegistry;
import dev.streamr.playback.http.Door;
import dev.streamr.playback.testing.TestNode;
import io.helidon.webserver.WebServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebPagesTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static WebServer server;

    @BeforeAll
    static void start() {
        StreamRegistry streams = NamedStreams.of(Map.of("friday", StreamInfo.State.LIVE, "monday",
                StreamInfo.State.ENDED));
        WebPages pages = new WebPages(streams, Optional.empty(), false,
                new Door(streams, new TestNode(), Optional.empty()));
        server = WebServer.builder().host("127.0.0.1").port(0).routing(routing -> routing.register(pages)).build()
                .start();
    }

    @AfterAll
    static void stop() {
        server.stop();
        CLIENT.close();
    }

    @Test
    void theWatchPageOfALiveStreamSaysSo() throws Exception {
        HttpResponse<byte[]> page = get("/watch/friday");
        assertEquals(200, page.statusCode());
        assertEquals("text/html; charset=utf-8", header(page, "Content-Type"));
        assertTrue(text(page).contains("data-stream=\"friday\" data-state=\"live\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"monday", "nobody-yet"})
    void aStreamThatIsNotLiveShowsTheWaitingPage(String name) throws Exception {
        HttpResponse<byte[]> page = get("/watch/" + name);
        assertEquals(200, page.statusCode());
        assertTrue(text(page).contains("data-stream=\"" + name + "\" data-state=\"offline\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/watch/Friday", "/watch/%3Cscript%3E", "/watch/..%2f..%2fetc", "/watch/a%00b",
            "/assets/player/old/watch.js"})
    void whatCannotBeIsNotFound(String path) throws Exception {
        HttpResponse<byte[]> page = get(path);
        assertTrue(page.statusCode() == 404 || page.statusCode() == 400, "status " + page.statusCode());
        assertFalse(text(page).contains("<script>"));
    }

    @Test
    void templatesAndTheManifestAreNoAssets() throws Exception {
        String root = assets(text(get("/"))).getFirst().replaceFirst("[^/]+$", "");
        for (String name : List.of("watch.html", "manifest.properties", "watch.js.gz", "WebPages.class",
                "..%2fPlaybackPlugin.class")) {
            assertNotEquals(200, get(root + name).statusCode(), name);
        }
    }

    @Test
    void everythingThatThePagesNameIsThereAndImmutable() throws Exception {
        for (String page : List.of("/", "/watch/friday", "/watch/NOT")) {
            for (String asset : assets(text(get(page)))) {
                HttpResponse<byte[]> response = get(asset);
                assertEquals(200, response.statusCode(), asset);
                assertTrue(response.body().length > 0, asset);
                assertEquals("public, max-age=31536000, immutable", header(response, "Cache-Control"), asset);
                assertEquals("nosniff", header(response, "X-Content-Type-Options"), asset);
            }
        }
    }

    @Test
    void thePolicyLetsNothingInFromElsewhereAndNoInlineScript() throws Exception {
        HttpResponse<byte[]> page = get("/watch/friday");
        String policy = header(page, "Content-Security-Policy");
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; "), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertFalse(
                Pattern.compile("<script(?![^>]*\\ssrc=)|\\sstyle=|<style|\\son[a-z]+=").matcher(text(page)).find());
        assertEquals("no-cache", header(page, "Cache-Control"));
    }

    @Test
    void whatIsUnchangedIsNotSentAgain() throws Exception {
        for (String path : List.of("/", "/watch/friday", assets(text(get("/"))).getFirst())) {
            String etag = header(get(path), "ETag");
            HttpResponse<byte[]> again = get(path, "If-None-Match", "\"other\", W/" + etag);
            assertEquals(304, again.statusCode(), path);
            assertEquals(0, again.body().length, path);
            assertEquals(etag, header(again, "ETag"), path);
        }
    }

    @Test
    void thePageOfALiveStreamHasThePlaylistsFetchedAtOnce() throws Exception {
        assertEquals("</live/friday.m3u8>; rel=preload; as=fetch; crossorigin, "
                + "</live/friday/media.m3u8>; rel=preload; as=fetch; crossorigin",
                header(get("/watch/friday"), "Link"));
        assertTrue(get("/watch/monday").headers().firstValue("Link").isEmpty());
    }

    @Test
    void theLoaderForOtherPagesHasAnAddressThatStays() throws Exception {
        HttpResponse<byte[]> loader = get("/player/hedged-loader.js");
        assertEquals(200, loader.statusCode());
        assertEquals("text/javascript; charset=utf-8", header(loader, "Content-Type"));
        assertEquals("*", header(loader, "Access-Control-Allow-Origin"));
        assertEquals("public, max-age=300", header(loader, "Cache-Control"));
        assertTrue(text(loader).contains("export{"), "an ES module that exports something");
        assertFalse(Pattern.compile("\\bfrom\\s*\"|\\bimport\\s*[\"(]").matcher(text(loader)).find(), "one file");
    }

    @Test
    void theEtagOfAPageChangesWithTheState() throws Exception {
        assertNotEquals(header(get("/watch/monday"), "ETag"), header(get("/watch/friday"), "ETag"));
    }

    @Test
    void gzipIsSentToWhoTakesItAndHoldsTheSame() throws Exception {
        for (String path : List.of("/watch/friday", assets(text(get("/"))).getLast())) {
            HttpResponse<byte[]> plain = get(path);
            HttpResponse<byte[]> gzip = get(path, "Accept-Encoding", "br, gzip;q=0.8");
            assertEquals("gzip", header(gzip, "Content-Encoding"), path);
            assertEquals("Accept-Encoding", header(gzip, "Vary"), path);
            assertNotEquals(header(plain, "ETag"), header(gzip, "ETag"), path);
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
                assertArrayEquals(plain.body(), in.readAllBytes(), path);
            }
            assertTrue(get(path, "Accept-Encoding", "gzip;q=0").headers().firstValue("Content-Encoding").isEmpty());
        }
    }

    @Test
    void headTellsWhatGetWouldSend() throws Exception {
        for (String path : List.of("/", "/watch/friday", "/robots.txt", "/favicon.ico")) {
            HttpResponse<byte[]> head = CLIENT.send(HttpRequest.newBuilder(uri(path)).method("HEAD",
                    HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofByteArray());
            HttpResponse<byte[]> get = get(path);
            assertEquals(200, head.statusCode(), path);
            assertEquals(0, head.body().length, path);
            assertEquals(header(get, "ETag"), header(head, "ETag"), path);
            assertEquals(String.valueOf(get.body().length), header(head, "Content-Length"), path);
        }
    }

    @Test
    void previewsCarryTheAddressThatWasAskedFor() throws Exception {
        assertTrue(text(get("/watch/friday")).contains(
                "<meta property=\"og:url\" content=\"http://127.0.0.1:" + server.port() + "/watch/friday\">"));
    }

    @Test
    void aHostileHostHeaderReachesNoPage() throws Exception {
        for (String host : List.of("evil\"><script>alert(1)</script>", "a".repeat(400))) {
            String answer = raw("GET /watch/friday HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            assertFalse(answer.contains("<script>alert") || answer.contains("aaaa"), answer);
        }
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    /** The assets that a page names, in its order. */
    private static List<String> assets(String html) {
        List<String> found = new ArrayList<>(Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"").matcher(html)
                .results().map((MatchResult match) -> match.group(1)).distinct().toList());
        assertFalse(found.isEmpty());
        return found;
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }
}
