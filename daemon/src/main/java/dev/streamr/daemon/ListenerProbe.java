package dev.streamr.daemon;

import dev.streamr.daemon.ops.Check;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** One request to a listener of this very process, to see that it is accepted, routed and answered. */
final class ListenerProbe {

    private static final String NAME = "public listener";
    static final byte[] REQUEST = "HEAD /api/v1/streams HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    private static final String GOOD = "HTTP/1.1 200";

    private ListenerProbe() {}

    /** Asks, and waits no longer than {@code patience} for the whole exchange. */
    static Check ask(InetSocketAddress listener, boolean tls, Duration patience) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        try (Socket socket = new Socket()) {
            Thread.ofVirtual().name("listener-probe").start(() -> {
                try {
                    answer.complete(exchange(socket, listener, tls, patience));
                } catch (IOException | GeneralSecurityException | RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
            String status = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return status.equals(GOOD) ? Check.up(NAME) : Check.down(NAME, "it answers " + status);
        } catch (TimeoutException e) {
            return Check.down(NAME, "it does not answer within " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            return Check.down(NAME, "it cannot be asked: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Check.down(NAME, "the look at it was cut short");
        } catch (IOException e) {
            return Check.down(NAME, "it cannot be asked: " + e.getMessage());
        }
    }

    private static String exchange(Socket socket, InetSocketAddress listener, boolean tls, Duration patience)
            throws IOException, GeneralSecurityException {
        socket.connect(listener, Math.toIntExact(patience.toMillis()));
        try {
            Socket talk = tls ? secured(socket) : socket;
            talk.getOutputStream().write(REQUEST);
            byte[] status = talk.getInputStream().readNBytes(GOOD.length());
            return status.length == 0 ? GOOD : new String(status, StandardCharsets.US_ASCII);
        } catch (EOFException | SocketException e) {
            // Closed without a word: its limits are reached. A listener that refuses is alive, and a restart in a
            // crowd would throw everybody out.
            return GOOD;
        }
    }

    private static SSLSocket secured(Socket socket) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[]{new Anybody()}, null);
        return (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
    }

    /** The certificate is made out to a public name, and the peer is this process. */
    private static final class Anybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new IllegalStateException("no client is trusted here");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
