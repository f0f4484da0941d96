package dev.streamr.ingest.rtmp;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * One bound port that takes clients in.
 *
 * @param channel where they come
 * @param tls     present for RTMPS
 */
record RtmpListener(ServerSocketChannel channel, Optional<SSLContext> tls) implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RtmpListener.class.getName());

    /** Connections that may wait to be accepted. */
    private static final int BACKLOG = 1024;

    /**
     * Silence after which the system asks whether the client is still there, in seconds; then every 5 s, 3 times. A dead
     * player of a silent stream is found that way.
     */
    private static final Map<String, Integer> KEEP_ALIVE = Map.of("TCP_KEEPIDLE", 10, "TCP_KEEPINTERVAL", 5,
            "TCP_KEEPCOUNT", 3);

    /** A client. */
    record Client(InetAddress address, Transport transport) {}

    static RtmpListener bind(InetSocketAddress address, Optional<SSLContext> tls) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(address, BACKLOG);
            return new RtmpListener(channel, tls);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Waits for the next client. */
    Client accept() throws IOException {
        SocketChannel client = channel.accept();
        try {
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            keepAlive(client);
            Transport transport = tls.isPresent()
                    ? new TlsTransport(client, tls.get())
                    : new ChannelTransport(client);
            return new Client(client.socket().getInetAddress(), transport);
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** {@code rtmp} or {@code rtmps}. */
    String protocol() {
        return tls.isPresent() ? "rtmps" : "rtmp";
    }

    /** The port it is bound to. */
    int port() {
        return channel.socket().getLocalPort();
    }

    /** Whether clients can still come. */
    boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing a listener failed", e);
        }
    }

    private static void keepAlive(SocketChannel client) throws IOException {
        client.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        for (SocketOption<?> option : client.supportedOptions()) {
            Integer value = KEEP_ALIVE.get(option.name());
            if (value != null) {
                set(client, option, value);
            }
        }
    }

    private static <T> void set(SocketChannel client, SocketOption<T> option, Integer value) throws IOException {
        client.setOption(option, option.type().cast(value));
    }
}
