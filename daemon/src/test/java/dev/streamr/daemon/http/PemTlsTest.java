package dev.streamr.daemon.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.HttpEndpoints.DirectResponse;
import dev.streamr.daemon.plugin.Offered;
import io.helidon.http.ServerResponseHeaders;
import io.prometheus.client.CollectorRegistry;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemTlsTest {

    @TempDir
    Path folder = Path.of("");

    private HttpConfig.Tls files = new HttpConfig.Tls(Path.of("certificate"), Path.of("key"));

    @BeforeEach
    void make() throws Exception {
        files = Pem.make(folder);
    }

    @Test
    void pagesAndDirectResponsesAreServedEncrypted() throws Exception {
        HttpConfig http = new HttpConfig("127.0.0.1", 0, Optional.empty(), Optional.of(files), null, null);
        try (HttpServer server = new HttpServer(http, new OpsConfig("127.0.0.1", 0), Optional.of(PemTls.load(files)),
                (request, response) -> response.next(), new Offered(), new CollectorRegistry())) {
            server.publicRoutes(rules -> rules.get("/page", (request, response) -> response.send("a page"))
                    .get("/media", (request, response) -> {
                        try (DirectResponse out = server.direct(request, ServerResponseHeaders.create())) {
                            out.write("media".getBytes(StandardCharsets.US_ASCII), 0, 5);
                        }
                    }));
            server.start();
            assertTrue(get(server.port(), "/page").endsWith("a page"));
            assertTrue(get(server.port(), "/media").endsWith("\r\n\r\nmedia"));
        }
    }

    @Test
    void aClientThatNeverShakesHandsIsSentAwayAndOthersAreServed() throws Exception {
        HttpConfig.Limits limits = new HttpConfig.Limits(10, 10, null, Duration.ofSeconds(1));
        HttpConfig http = new HttpConfig("127.0.0.1", 0, Optional.empty(), Optional.of(files), null, limits);
        try (HttpServer server = new HttpServer(http, new OpsConfig("127.0.0.1", 0), Optional.of(PemTls.load(files)),
                (request, response) -> response.next(), new Offered(), new CollectorRegistry())) {
            server.publicRoutes(rules -> rules.get("/page", (request, response) -> response.send("a page")));
            server.start();
            try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.port());
                    Socket stuck = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                stuck.getOutputStream().write(new byte[]{0x16, 3, 1});
                silent.setSoTimeout(20_000);
                stuck.setSoTimeout(20_000);
                silent.getInputStream().readAllBytes();
                stuck.getInputStream().readAllBytes();
            }
            assertTrue(get(server.port(), "/page").endsWith("a page"));
        }
    }

    @Test
    void whatIsNoPemIsRefusedWithItsKey() throws Exception {
        Path nothing = Files.writeString(folder.resolve("nothing.pem"), "nothing");
        assertTrue(refusal(nothing, files.key()).startsWith("http.tls.certificate: "));
        assertTrue(refusal(files.certificate(), nothing).startsWith("http.tls.key: "));
        assertTrue(refusal(folder.resolve("missing"), files.key()).startsWith("http.tls.certificate: "));
        assertTrue(refusal(files.certificate(), folder.resolve("missing")).startsWith("http.tls.key: "));
    }

    private static String refusal(Path certificate, Path key) {
        return String.valueOf(assertThrows(ListenerException.class,
                () -> PemTls.load(new HttpConfig.Tls(certificate, key))).getMessage());
    }

    private String get(int port, String path) throws Exception {
        try (SSLSocket socket = (SSLSocket) trusting().getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .formatted(path).getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertEquals("HTTP/1.1 200 OK", response.lines().findFirst().orElse(""));
            return response;
        }
    }

    private SSLContext trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(files.certificate())) {
            Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
            trusted.setCertificateEntry("server", certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
