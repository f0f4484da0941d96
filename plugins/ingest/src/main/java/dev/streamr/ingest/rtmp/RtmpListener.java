package dev.streamr.ingest.rtmp;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** One bound port that takes clients in, plain or TLS, on a thread of its own. */
sealed interface RtmpListener extends AutoCloseable permits RtmpListener.Plain, RtmpListener.Tls {

    /** Connections that may wait to be accepted. */
    int BACKLOG = 1024;

    /** A client. */
    record Client(InetAddress address, Transport transport) {}

    /** Waits for the next client. */
    Client accept() throws IOException;

    /** {@code rtmp} or {@code rtmps}. */
    String protocol();

    /** The port it is bound to. */
    int port();

    /** Whether clients can still come. */
    boolean isOpen();

    @Override
    void close();

    /** RTMP. */
    record Plain(ServerSocketChannel channel) implements RtmpListener {

        /**
         * Silence after which the system asks whether the client is still there, in seconds; then every 5 s, 3 times.
         * A dead player of a silent stream is found that way.
         */
        private static final Map<String, Integer> KEEP_ALIVE = Map.of("TCP_KEEPIDLE", 10, "TCP_KEEPINTERVAL", 5,
                "TCP_KEEPCOUNT", 3);

        static RtmpListener bind(InetSocketAddress address) throws IOException {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                channel.bind(address, BACKLOG);
                return new Plain(channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }

        @Override
        public Client accept() throws IOException {
            SocketChannel client = channel.accept();
            try {
                client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                keepAlive(client);
                return new Client(client.socket().getInetAddress(), new ChannelTransport(client));
            } catch (IOException | RuntimeException e) {
                client.close();
                throw e;
            }
        }

        private static void keepAlive(NetworkChannel client) throws IOException {
            client.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            for (SocketOption<?> option : client.supportedOptions()) {
                Integer value = KEEP_ALIVE.get(option.name());
                if (value != null) {
                    set(client, option, value);
                }
            }
        }

        private static <T> void set(NetworkChannel client, SocketOption<T> option, Integer value) throws IOException {
            client.setOption(option, option.type().cast(value));
        }

        @Override
        public String protocol() {
            return "rtmp";
        }

        @Override
        public int port() {
            return channel.socket().getLocalPort();
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                System.getLogger(RtmpListener.class.getName()).log(Level.DEBUG, "closing a listener failed", e);
            }
        }
    }

    /** RTMPS. */
    record Tls(SSLServerSocket socket) implements RtmpListener {

        static RtmpListener bind(InetSocketAddress address, SSLContext tls) throws IOException {
            return new Tls((SSLServerSocket) tls.getServerSocketFactory().createServerSocket(address.getPort(), BACKLOG,
                    address.getAddress()));
        }

        @Override
        public Client accept() throws IOException {
            Socket client = socket.accept();
            try {
                client.setTcpNoDelay(true);
                client.setKeepAlive(true);
                return new Client(client.getInetAddress(), new TlsTransport((SSLSocket) client));
            } catch (IOException | RuntimeException e) {
                client.close();
                throw e;
            }
        }

        @Override
        public String protocol() {
            return "rtmps";
        }

        @Override
        public int port() {
            return socket.getLocalPort();
        }

        @Override
        public boolean isOpen() {
            return !socket.isClosed();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                System.getLogger(RtmpListener.class.getName()).log(Level.DEBUG, "closing a listener failed", e);
            }
        }
    }
}
