package dev.streamr.daemon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.streamr.daemon.demo.viewer.Recording;
import dev.streamr.daemon.http.HttpConfig;
import dev.streamr.daemon.http.Pem;
import dev.streamr.daemon.http.PemTls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedTest {

    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    Path folder = Path.of("");

    private static PublicFace face() throws Exception {
        return PublicFace.of(new HttpConfig("127.0.0.1", 0, Optional.empty(), Optional.empty(), null, null), 1);
    }

    private static Watched watch(PublicFace face, String scheme, HttpServer server) throws Exception {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write("media".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
        URI address = URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/");
        try {
            return Watched.by(face, client -> {
                ByteArrayOutputStream media = new ByteArrayOutputStream();
                media.writeBytes(
                        client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray()).body());
                return new Recording(media);
            });
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aFriendWhoseCertificateIsNotKnownHereIsWatchedAndSaidSo() throws Exception {
        HttpsServer friend = HttpsServer.create(ANY, 0);
        friend.setHttpsConfigurator(new HttpsConfigurator(PemTls.load(Pem.make(folder))));
        try (PublicFace face = face()) {
            Watched watched = watch(face, "https", friend);
            assertEquals("media", watched.recording().media().toString(StandardCharsets.US_ASCII));
            assertTrue(watched.distrust().contains("certificat"), watched.distrust());
        }
    }

    @Test
    void nothingIsSaidOfAMachineWithoutTls() throws Exception {
        try (PublicFace face = face()) {
            Watched watched = watch(face, "http", HttpServer.create(ANY, 0));
            assertEquals("media", watched.recording().media().toString(StandardCharsets.US_ASCII));
            assertEquals("", watched.distrust());
        }
    }

    @Test
    void whatIsNotForWantOfTrustStaysAFailure() throws Exception {
        boolean[] credulous = new boolean[1];
        try (PublicFace face = face()) {
            assertThrows(IOException.class, () -> Watched.by(face, client -> {
                credulous[0] |= !client.equals(face.client());
                throw new IOException("no media");
            }));
        }
        assertFalse(credulous[0]);
    }
}
