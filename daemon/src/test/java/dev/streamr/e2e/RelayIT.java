package dev.streamr.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two friends' machines carry the stream of an origin: real processes on the loopback, joined by the command line. */
class RelayIT {

    /** How long bytes are compared. */
    private static final Duration COMPARED = Duration.ofSeconds(Long.getLong("streamr.relay.compare-seconds", 20));
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern MEDIA = Pattern.compile("(?m)^#EXT-X-PART:.*URI=\"([^\"]+)\"|^([^#\\s].*)$");
    private static final Pattern HINT = Pattern.compile("TYPE=PART,URI=\"([0-9]+)\\.([0-9]+)\\.m4s\"");
    /** Longest segment: the clip has a keyframe each second, the target duration is 2 s. */
    private static final int SEGMENT_PICTURES = 2 * Clip.FRAME_RATE;

    private final HttpClient client = HttpClient.newHttpClient();
    @TempDir
    Path folder;
    private Friend origin;
    private Friend alice;
    private Friend bob;
    private Publisher publisher;

    @BeforeEach
    void begin() throws IOException, InterruptedException {
        origin = Friend.origin(folder);
        alice = origin.invite("alice", folder);
        bob = origin.invite("bob", folder);
        publisher = new Publisher(origin.daemon().rtmp("show"));
        origin.daemon().awaitBody("/live/show.m3u8");
    }

    @AfterEach
    void end() throws IOException {
        publisher.close();
        List.of(bob, alice, origin).forEach(Friend::close);
        client.close();
    }

    @Test
    void playlistAndBytesOfARelayAreThoseOfItsOrigin() throws IOException, InterruptedException {
        JsonNode session = awaitRelays(1);
        URI relay = URI.create(session.at("/relays/0/base").asText());
        URI own = URI.create(origin.daemon().http(session.required("origin").asText()));
        await().atMost(SOON).until(() -> get(relay.resolve("media.m3u8")).statusCode() == 200);
        Set<String> compared = new HashSet<>();
        long deadline = System.nanoTime() + COMPARED.toNanos();
        String query = "";
        int same = 0;
        while (System.nanoTime() < deadline) {
            String there = text(get(relay.resolve("media.m3u8" + query)));
            String here = text(get(own.resolve("media.m3u8" + query)));
            if (hint(here).equals(hint(there))) {
                assertEquals(here, there);
                same++;
            }
            for (String uri : media(there)) {
                if (compared.add(uri)) {
                    assertArrayEquals(get(own.resolve(uri)).body(), get(relay.resolve(uri)).body(), uri);
                }
            }
            query = "?_HLS_msn=%s&_HLS_part=%s".formatted((Object[]) hint(there).split("\\.", -1));
        }
        assertTrue(same > COMPARED.toSeconds(), same + " playlists were of the same moment");
        assertTrue(compared.size() > 4 * COMPARED.toSeconds(), "compared " + compared.size());
    }

    @Test
    void aFlvViewerIsSentToARelayAndPlays() throws IOException, InterruptedException {
        awaitRelays(1);
        HttpRequest head = HttpRequest.newBuilder(URI.create(origin.daemon().http("/live/show.flv"))).HEAD().build();
        HttpResponse<Void> answer = client.send(head, BodyHandlers.discarding());
        assertEquals(302, answer.statusCode());
        String location = answer.headers().firstValue("Location").orElseThrow();
        assertTrue(location.startsWith(alice.daemon().http("/")) || location.startsWith(bob.daemon().http("/")),
                "sent to another machine");
        double before = origin.viewersGot();
        assertTrue(Viewer.watch(origin.daemon().http("/live/show.flv"), 4).pictures() >= 4 * Clip.FRAME_RATE - 2);
        assertTrue(origin.viewersGot() - before < 100_000, "the origin served it");
    }

    @Test
    void aRelayServesNobodyWhomTheOriginDidNotSend() throws IOException, InterruptedException {
        String base = awaitRelays(1).at("/relays/0/base").asText();
        URI relay = URI.create(base);
        await().atMost(SOON).until(() -> get(relay.resolve("media.m3u8")).statusCode() == 200);
        assertEquals(403, get(relay.resolve("/live/show/media.m3u8")).statusCode());
        int changed = base.length() - 10;
        String forged = base.substring(0, changed) + (base.charAt(changed) == 'A' ? 'B' : 'A')
                + base.substring(changed + 1);
        assertEquals(403, get(URI.create(forged).resolve("media.m3u8")).statusCode());
        HttpResponse<byte[]> sent = get(relay.resolve("/live/show.m3u8"));
        assertEquals(302, sent.statusCode());
        assertEquals(origin.daemon().http("/live/show.m3u8"), sent.headers().firstValue("Location").orElse(""));
    }

    @Test
    void aPlainPlayerGetsItsSegmentsFromARelayAndGoesOnWhenThatDies() throws IOException, InterruptedException {
        awaitRelays(2);
        double originBefore = origin.viewersGot();
        try (Viewer viewer = new Viewer(origin.daemon().http("/live/show.m3u8"), 0)) {
            await().atMost(SOON).until(() -> viewer.seen().pictures() > 12 * Clip.FRAME_RATE);
            double fromFriends = alice.viewersGot() + bob.viewersGot();
            double fromOrigin = origin.viewersGot() - originBefore;
            assertTrue(fromOrigin < fromFriends / 5, fromOrigin + " bytes of the origin, " + fromFriends);

            (alice.viewersGot() > bob.viewersGot() ? alice : bob).daemon().kill();
            long before = viewer.seen().pictures();
            await().atMost(SOON).until(() -> viewer.seen().pictures() > before + 10 * Clip.FRAME_RATE);
            assertTrue(viewer.missing() <= SEGMENT_PICTURES, viewer.missing() + " pictures are missing");
            assertTrue(viewer.isWatching(), viewer.log());
        }
    }

    /** A session at the origin that knows so many relays. */
    private JsonNode awaitRelays(int count) {
        return await().atMost(SOON).pollInterval(Duration.ofSeconds(1)).until(this::session,
                session -> session.path("relays").size() >= count);
    }

    private JsonNode session() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest
                .newBuilder(URI.create(origin.daemon().http("/api/v1/streams/show/sessions")))
                .POST(HttpRequest.BodyPublishers.noBody()).build();
        return new ObjectMapper().readTree(client.send(request, BodyHandlers.ofByteArray()).body());
    }

    private HttpResponse<byte[]> get(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> answer) {
        assertEquals(200, answer.statusCode());
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** Segment and part that come next. */
    private static String hint(String playlist) {
        return HINT.matcher(playlist).results().map(hint -> hint.group(1) + "." + hint.group(2)).findFirst()
                .orElseThrow(() -> new AssertionError(playlist));
    }

    private static List<String> media(String playlist) {
        return MEDIA.matcher(playlist).results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1)).toList();
    }
}
