package dev.streamr.relay.transfer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.relay.token.SessionToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransferRouteTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private FriendMachine friend;

    @BeforeEach
    void start() throws GeneralSecurityException {
        friend = new FriendMachine();
    }

    @AfterEach
    void stop() {
        friend.close();
        client.close();
    }

    private HttpRequest request(String bytes, String token) {
        return HttpRequest.newBuilder(URI.create(friend.base() + Transfer.PATH + "?bytes=" + bytes))
                .header("Authorization", "Bearer " + token).build();
    }

    private HttpResponse<byte[]> get(String bytes, String token) throws IOException, InterruptedException {
        return client.send(request(bytes, token), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void theOriginGetsAsManyBytesAsItAsksForAndNothingMakesThemSmaller() throws Exception {
        for (int bytes : new int[]{1, 65_536, 300_001}) {
            HttpResponse<byte[]> answer = get(Integer.toString(bytes), friend.token());
            assertEquals(200, answer.statusCode());
            assertEquals(bytes, answer.body().length);
            assertEquals(bytes, answer.headers().firstValueAsLong("Content-Length").orElseThrow());
        }
        byte[] body = get("1000000", friend.token()).body();
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(small)) {
            deflater.write(body);
        }
        assertTrue(small.size() >= body.length, small.size() + " of " + body.length);
    }

    @Test
    void nobodyElseGetsAnything() throws Exception {
        SessionToken.Kind relay = SessionToken.Kind.RELAY;
        for (String token : new String[]{"", "x".repeat(120),
                friend.token(SessionToken.Kind.VIEWER, Transfer.SESSION, FriendMachine.ID,
                        FriendMachine.NOW.plusSeconds(60)),
                friend.token(relay, "1".repeat(24), FriendMachine.ID, FriendMachine.NOW.plusSeconds(60)),
                friend.token(relay, Transfer.SESSION, "f".repeat(32), FriendMachine.NOW.plusSeconds(60)),
                friend.token(relay, Transfer.SESSION, FriendMachine.ID, FriendMachine.NOW)}) {
            assertEquals(403, get("1000", token).statusCode());
        }
        try (FriendMachine other = new FriendMachine()) {
            assertEquals(403, get("1000", other.token()).statusCode());
        }
    }

    @Test
    void anotherAmountIsRefused() throws Exception {
        for (String bytes : new String[]{"0", "-1", "8388609", "99999999999", "many", ""}) {
            HttpResponse<byte[]> answer = get(bytes, friend.token());
            assertEquals(400, answer.statusCode(), bytes);
        }
    }

    @Test
    void thereIsOneTransferAtATime() throws Exception {
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(8_192);
            slow.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), friend.base().getPort()));
            slow.getOutputStream().write(("GET " + Transfer.PATH + "?bytes=" + Transfer.MOST_BYTES
                    + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + friend.token() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            assertEquals('H', slow.getInputStream().read());
            assertEquals(429, get("1000", friend.token()).statusCode());
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> get("1000", friend.token()).statusCode() == 200);
    }
}
