package dev.streamr.ingest.rtmp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.streamr.api.FlvTag;
import dev.streamr.api.Publication;
import dev.streamr.api.StreamName;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RTMP in TLS. */
class RtmpsTest {

    private static final char[] PASSWORD = "for-this-test".toCharArray();
    private static final RtmpLimits IMPATIENT = new RtmpLimits(1 << 20, 65_536, 100, 100, Duration.ofSeconds(2),
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10));

    @TempDir
    Path folder;

    @Test
    void publishesAndPlays() throws Exception {
        SSLContext tls = selfSigned();
        try (TestServer server = new TestServer(IMPATIENT, Optional.of(tls));
                TestClient publisher = new TestClient(dial(tls, server))) {
            publisher.connect("live");
            publisher.command("publish", 5, Amf.Nothing.NULL, new Amf.Text("secret-demo"), new Amf.Text("live"));
            publisher.awaitStatus("NetStream.Publish.Start");
            Media.start(publisher);
            try (TestClient player = new TestClient(dial(tls, server))) {
                player.connect("live");
                player.command("play", 5, Amf.Nothing.NULL, new Amf.Text("demo"));
                player.awaitStatus("NetStream.Play.Start");
                while (!(player.next() instanceof RtmpMessage.Media)) {
                    // Control messages come first.
                }
            }
            assertEquals(List.of("rtmps"), server.streams.stream("demo").protocols);
        }
    }

    @Test
    void closesClientsThatDoNotSpeakTls() throws Exception {
        try (TestServer server = new TestServer(IMPATIENT, Optional.of(selfSigned()));
                Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.port)) {
            plain.getOutputStream().write(new byte[]{3, 0, 0, 0, 0, 0, 0, 0});
            await().until(() -> server.metric("streamr_ingest_rejected_total", "reason", "malformed") == 1);
        }
    }

    @Test
    void closesClientsThatNeverSpeak() throws Exception {
        try (TestServer server = new TestServer(IMPATIENT, Optional.of(selfSigned()));
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.port)) {
            silent.getInputStream().readAllBytes();
            await().until(() -> server.metric("streamr_ingest_connections_closed_total", "reason",
                    "handshake-timeout") == 1);
        }
    }

    @Test
    void closesPlayersThatTakeNothing() throws Exception {
        SSLContext tls = selfSigned();
        RtmpLimits limits = new RtmpLimits(1 << 20, 65_536, 100, 100, Duration.ofSeconds(10), Duration.ofSeconds(10),
                Duration.ofSeconds(10), Duration.ofMillis(500));
        try (TestServer server = new TestServer(limits, Optional.of(tls));
                TestClient player = new TestClient(dial(tls, server))) {
            Publication publication = server.streams.publish(new StreamName("demo"), "test");
            player.connect("live");
            player.command("play", 5, Amf.Nothing.NULL, new Amf.Text("demo"));
            player.awaitStatus("NetStream.Play.Start");
            byte[] payload = Chunks.payload(1 << 20);
            for (int i = 0; i < 32; i++) {
                publication.tag(new FlvTag(FlvTag.Kind.VIDEO_KEYFRAME, i, payload));
            }
            await().until(() -> server.metric("streamr_ingest_connections_closed_total", "reason", "stalled") == 1);
            await().until(() -> server.server.connections() == 0);
        }
    }

    private static Socket dial(SSLContext tls, TestServer server) throws IOException {
        return tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port);
    }

    /** A key and certificate made by the JDK's own tool; client and server both trust it. */
    private SSLContext selfSigned() throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-keyalg", "EC", "-alias", "test", "-dname", "CN=localhost", "-storetype", "PKCS12",
                "-keystore", file.toString(), "-storepass", new String(PASSWORD)).inheritIO().start();
        assertEquals(0, keytool.waitFor());
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
