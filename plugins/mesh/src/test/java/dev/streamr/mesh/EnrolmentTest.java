package dev.streamr.mesh;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.streamr.api.Health;
import dev.streamr.mesh.key.Identity;
import dev.streamr.mesh.message.Headers;
import dev.streamr.mesh.message.Hello;
import dev.streamr.mesh.message.InviteCode;
import dev.streamr.mesh.message.Json;
import dev.streamr.mesh.message.Paths;
import dev.streamr.mesh.message.Stamp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An origin and a friend, each with its own plugin, over real HTTP. */
class EnrolmentTest {

    private final Path folder;
    private final TestMachine origin;
    private final TestMachine friend;

    EnrolmentTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        origin = new TestMachine(folder.resolve("origin"));
        friend = new TestMachine(folder.resolve("friend"));
    }

    @AfterEach
    void close() throws IOException {
        friend.close();
        origin.close();
    }

    private void awaitState(String state) {
        await().until(() -> origin.stateOf("alice").equals(state));
    }

    @Test
    void aFriendJoinsReportsDrainsPausesAndLeaves() throws Exception {
        TestMachine.Answer joined = friend.join(origin.invite("alice"));
        assertEquals(200, joined.status(), joined.json().toString());
        assertEquals("alice", joined.json().path("name").asText());
        assertEquals("direct", joined.json().path("path").asText());
        assertEquals(friend.url().toString(), joined.json().path("address").asText());
        awaitState("active");
        JsonNode node = origin.call("GET", "/nodes", "").json().path(0);
        assertEquals("direct", node.path("path").asText());
        assertTrue(node.path("pathReason").asText().contains("answered"), node.toString());
        assertEquals("rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("friend/node.key"))));

        assertEquals("draining", friend.call("POST", "/mesh/drain", "").json().path("state").asText());
        awaitState("draining");
        friend.call("POST", "/mesh/undrain", "");
        assertEquals("active", origin.stateOf("alice"));
        assertEquals("paused", friend.call("POST", "/mesh/pause", "{\"seconds\":7200}").json().path("state").asText());
        friend.call("POST", "/mesh/undrain", "");
        assertEquals("draining", origin.call("POST", "/nodes/alice/drain", "").json().path("state").asText());
        origin.call("POST", "/nodes/alice/undrain", "");
        assertEquals("suspended", origin.call("POST", "/nodes/alice/suspend", "").json().path("state").asText());
        origin.call("POST", "/nodes/alice/resume", "");
        awaitState("active");

        assertTrue(friend.call("POST", "/mesh/leave", "").json().path("left").asBoolean());
        assertEquals("", origin.stateOf("alice"));
        assertTrue(Files.notExists(folder.resolve("friend/node.key")));
        assertEquals(404, friend.call("GET", "/mesh", "").status());
    }

    @Test
    void everyNodeIsShownWithItsStateUntilItIsForgotten() throws Exception {
        assertEquals(0.0, friend.metrics().getSampleValue("streamr_mesh_member"));
        friend.join(origin.invite("alice"));
        assertEquals(1.0, friend.metrics().getSampleValue("streamr_mesh_member"));
        await().until(() -> shown("active") == 1 && shown("out") == 0);
        await().until(() -> shown("streamr_mesh_node_reachable", new String[]{"node"}, "alice") == 1);
        friend.stop();
        await().until(() -> shown("active") == 0 && shown("out") == 1);
        origin.call("DELETE", "/nodes/alice", "");
        await().until(() -> shown("out") == -1);
        assertEquals(-1, shown("streamr_mesh_node_reachable", new String[]{"node"}, "alice"));
        friend.again();
    }

    private double shown(String state) {
        return shown("streamr_mesh_node_state", new String[]{"node", "state"}, "alice", state);
    }

    /** At the origin; -1 when it is not shown. */
    private double shown(String metric, String[] labels, String... values) {
        Double value = origin.metrics().getSampleValue(metric, labels, values);
        return value == null ? -1 : value;
    }

    @Test
    void bothSidesGoOnAfterARestart() throws Exception {
        friend.join(origin.invite("alice"));
        awaitState("active");
        origin.restart();
        awaitState("active");
        friend.restart();
        await().until(() -> friend.call("GET", "/mesh", "").json().path("connected").asBoolean());
        awaitState("active");
    }

    @Test
    void aSilentNodeIsOutAndComesBackByItself() throws Exception {
        friend.join(origin.invite("alice"));
        friend.stop();
        awaitState("out");
        friend.again();
        awaitState("active");
    }

    @Test
    void aFriendIsReadyWhileItsOriginHearsItAndLetsItIn() throws Exception {
        assertEquals(Health.UP, friend.readiness());
        friend.join(origin.invite("alice"));
        await().until(() -> friend.readiness().equals(Health.UP));
        origin.call("POST", "/nodes/alice/suspend", "");
        await().until(() -> friend.readiness().reason().contains("locked this machine out"));
        origin.call("POST", "/nodes/alice/resume", "");
        await().until(() -> friend.readiness().equals(Health.UP));
        origin.stop();
        await().until(() -> friend.readiness().reason().contains("does not answer"));
        origin.again();
        await().until(() -> friend.readiness().equals(Health.UP));
    }

    @Test
    void joiningTwiceWithOneCodeDoesNoHarmAndAnotherMachineCannotUseIt() throws Exception {
        String code = origin.invite("alice");
        assertEquals(200, friend.join(code).status());
        assertEquals(200, friend.join(code).status());
        try (TestMachine other = new TestMachine(folder.resolve("other"))) {
            TestMachine.Answer refused = other.join(code);
            assertEquals(403, refused.status());
            assertTrue(refused.json().path("detail").asText().contains("used by another machine"));
        }
        assertEquals(1, origin.call("GET", "/nodes", "").json().size());
    }

    @Test
    void aCodeOfARemovedNodeOpensNothing() throws Exception {
        String code = origin.invite("alice");
        friend.join(code);
        assertEquals(409, origin.call("POST", "/invites", "{\"name\":\"alice\"}").status());
        assertEquals(204, status(origin, "DELETE", "/nodes/alice"));
        await().until(() -> friend.call("GET", "/mesh", "").json().path("trouble").asText().contains("does not know"));
        assertTrue(friend.join(code).json().path("detail").asText().contains("knows no such invite"));
        assertEquals(200, friend.join(origin.invite("alice")).status());
    }

    private static int status(TestMachine machine, String method, String path) throws Exception {
        return machine.call(method, path, "").status();
    }

    @Test
    void wrongCodesAndNamesAreSaidPlainly() throws Exception {
        assertEquals(400, friend.join("nonsense").status());
        assertEquals(400, friend.join(origin.invite("alice").substring(0, 50)).status());
        assertEquals(400, origin.call("POST", "/invites", "{\"name\":\"No Name\"}").status());
        assertEquals(400, origin.call("POST", "/invites", "{\"name\":\"a\",\"expiresSeconds\":1}").status());
        assertEquals(409, friend.call("POST", "/mesh/leave", "").status());
    }

    @Test
    void aForeignMachineNeverGetsTheSecret() throws Exception {
        InviteCode real = InviteCode.parse(origin.invite("alice"));
        List<byte[]> heard = new CopyOnWriteArrayList<>();
        HttpServer fake = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Identity other = Identity.create();
        fake.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            heard.add(body);
            byte[] answer = Json.write(Json.read(body, Hello.class).prove(other, "0".repeat(32), new byte[44]));
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        fake.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + fake.getAddress().getPort());
            TestMachine.Answer refused = friend.join(new InviteCode(url, real.fingerprint(), real.secret()).text());
            assertEquals(502, refused.status());
            assertTrue(refused.json().path("detail").asText().contains("is not the origin that made this code"));
            assertEquals(1, heard.size());
            String said = new String(heard.getFirst(), StandardCharsets.UTF_8);
            assertFalse(said.contains(Base64.getEncoder().encodeToString(real.secret())), said);
            assertTrue(Files.notExists(folder.resolve("friend/node.key")));
        } finally {
            fake.stop(0);
        }
    }

    @Test
    void aMessageCountsOnceAndOnlyAsItWasSigned() throws Exception {
        friend.join(origin.invite("alice"));
        Identity identity = Identity.read(folder.resolve("friend/node.key")).orElseThrow();
        friend.stop();
        String boot = origin.send(post(Paths.HELLO, Json.write(Hello.ask())).build()).json().path("boot").asText();
        byte[] body = heartbeat();
        double before = stale();
        Stamp stamp = new Stamp(identity.publicKey().id(), boot, 1_000_000);
        HttpRequest first = signed(identity, stamp, body, body);
        assertEquals(200, origin.send(first).status());
        assertEquals(409, origin.send(first).status());
        Stamp lower = new Stamp(stamp.node(), boot, 999_999);
        assertEquals(409, origin.send(signed(identity, lower, body, body)).status());
        Stamp other = new Stamp(stamp.node(), "0".repeat(32), 1_000_001);
        assertEquals(409, origin.send(signed(identity, other, body, body)).status());
        Stamp next = new Stamp(stamp.node(), boot, 1_000_001);
        assertEquals(401, origin.send(signed(identity, next, body, "{}".getBytes(StandardCharsets.UTF_8))).status());
        assertEquals(401, origin.send(signed(Identity.create(), next, body, body)).status());
        assertEquals(200, origin.send(signed(identity, next, body, body)).status());
        assertEquals(3, stale() - before);
        friend.again();
    }

    private double stale() {
        return origin.metrics().getSampleValue("streamr_mesh_refused_total", new String[]{"reason"},
                new String[]{"stale"});
    }

    @Test
    void anExpiredCodeIsSaidToBeExpired() throws Exception {
        String code = origin.invite("alice");
        origin.database().client().execute().dml("UPDATE mesh_invite SET expires_at = 1");
        TestMachine.Answer refused = friend.join(code);
        assertEquals(403, refused.status());
        assertTrue(refused.json().path("detail").asText().contains("has expired"), refused.json().toString());
        assertTrue(Files.notExists(folder.resolve("friend/node.key")));
    }

    private HttpRequest.Builder post(String path, byte[] body) {
        return HttpRequest.newBuilder(URI.create(origin.url() + path)).POST(BodyPublishers.ofByteArray(body));
    }

    private HttpRequest signed(Identity identity, Stamp stamp, byte[] signedBody, byte[] sentBody) {
        byte[] signature = identity.sign(stamp.request("POST", Paths.HEARTBEAT, signedBody));
        return post(Paths.HEARTBEAT, sentBody).header(Headers.NODE, stamp.node()).header(Headers.BOOT, stamp.boot())
                .header(Headers.COUNTER, Long.toString(stamp.counter()))
                .header(Headers.SIGNATURE, Base64.getUrlEncoder().encodeToString(signature)).build();
    }

    private static byte[] heartbeat() {
        return "{\"version\":\"1\",\"wish\":\"ACTIVE\",\"why\":\"\",\"addresses\":[],\"streams\":[]}"
                .getBytes(StandardCharsets.UTF_8);
    }
}
