package dev.streamr.relay.origin.proof;

import dev.streamr.relay.origin.session.Session;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A viewer's page as docs/relay.md describes it, written from there and not from the code under test. */
record Page(HttpClient client, String origin, Session session) {

    static String relay(String node, long bytes, String object, String proof) {
        return ("{\"node\":\"%s\",\"bytes\":%d,\"requests\":4,\"late\":0,\"failed\":0,\"wrong\":0,"
                + "\"firstByteMillis\":12,\"object\":\"%s\",\"proof\":\"%s\"}").formatted(node, bytes, object, proof);
    }

    static String receipt(long serial, int stalls, String... relays) {
        return ("{\"serial\":%d,\"stalls\":%d,\"stalledMillis\":0,\"latencyMillis\":980,\"originBytes\":4096,"
                + "\"relays\":[%s]}").formatted(serial, stalls, String.join(",", relays));
    }

    /** A relay's entry with the proof that the nonce of now asks for. */
    String proven(String node, long bytes, String object, byte[] media) {
        byte[] digest = sha256(session.nonce() + "\n" + node + "\n" + object);
        long d = Integer.toUnsignedLong(ByteBuffer.wrap(digest).getInt());
        int start = (int) (d % Math.max(1, media.length - 1023));
        byte[] range = Arrays.copyOfRange(media, start, Math.min(media.length, start + 1024));
        byte[] head = ("streamr-range-1\n" + session.nonce() + "\n" + node + "\n" + object + "\n" + bytes + "\n")
                .getBytes(StandardCharsets.US_ASCII);
        return relay(node, bytes, object, mac(session.receiptKey(),
                ByteBuffer.allocate(head.length + range.length).put(head).put(range).array()));
    }

    HttpResponse<String> send(String body) throws IOException, InterruptedException {
        return send(body, mac(session.receiptKey(), body.getBytes(StandardCharsets.UTF_8)));
    }

    HttpResponse<String> send(String body, String mac) throws IOException, InterruptedException {
        URI uri = URI.create(origin + "/api/v1/streams/" + session.stream() + "/sessions/" + session.id()
                + "/receipts?mac=" + mac);
        return client.send(HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    static String mac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
