package dev.streamr.playback.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Director;
import dev.streamr.api.Placement;
import dev.streamr.playback.http.Door;
import dev.streamr.playback.testing.FakeDirector;
import dev.streamr.playback.testing.Media;
import dev.streamr.playback.testing.MemoryStream;
import dev.streamr.playback.testing.TestNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages where other machines may serve viewers. */
class DirectedPagesTest {

    private final TestNode node = new TestNode();
    private final FakeDirector director = new FakeDirector();

    @BeforeEach
    void start() {
        node.add(new MemoryStream("own", Media.TRACKS));
        MemoryStream relayed = new MemoryStream("relayed", Media.TRACKS);
        relayed.relay();
        node.add(relayed);
    }

    private void serve(Optional<URI> publicUrl) {
        node.publicRoutes(new WebPages(node, publicUrl, false, new Door(node, node, node.publicUrl())));
        node.start();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"relayed", "unknown"})
    void thePageOfAnotherMachinesStreamIsAtItsOrigin(String name) {
        node.provide(Director.class, director);
        director.placing(new Placement.Elsewhere(URI.create("http://origin.example:8080/live/" + name + ".m3u8")));
        serve(Optional.empty());
        HttpResponse<byte[]> answer = node.get("/watch/" + name);
        assertEquals(302, answer.statusCode());
        assertEquals("http://origin.example:8080/watch/" + name, header(answer, "Location"));
        assertEquals("no-store", header(answer, "Cache-Control"));
        assertEquals(200, node.get("/watch/own").statusCode());
    }

    @ParameterizedTest
    @CsvSource({"http://live.example, connect-src 'self' http: https:;",
            "https://live.example, connect-src 'self' https:;"})
    void thePlayerMayFetchFromFriendsAndNoOtherPageMay(URI publicUrl, String allowed) {
        node.provide(Director.class, director);
        serve(Optional.of(publicUrl));
        assertTrue(policy("/watch/own").contains(allowed), policy("/watch/own"));
        assertTrue(policy("/").contains("connect-src 'self';"), policy("/"));
    }

    @Test
    void whereNobodyElseServesThePlayerMayFetchFromHereOnly() {
        serve(Optional.empty());
        assertTrue(policy("/watch/own").contains("connect-src 'self';"), policy("/watch/own"));
        assertFalse(node.get("/watch/relayed").statusCode() == 302, "there is nobody to send to");
    }

    @Test
    void whereFriendsServeThePageIsToldSoAndNeedsNoMultivariantPlaylist() {
        node.provide(Director.class, director);
        serve(Optional.empty());
        HttpResponse<byte[]> page = node.get("/watch/own");
        assertTrue(new String(page.body(), UTF_8).contains("data-friends=\"yes\""));
        assertEquals("</live/own/media.m3u8>; rel=preload; as=fetch; crossorigin", header(page, "Link"));
    }

    private String policy(String path) {
        return header(node.get(path), "Content-Security-Policy");
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("(none)");
    }
}
