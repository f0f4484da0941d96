package dev.streamr.ingest.rtmp;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** RTMPS: RTMP in TLS from the first byte. The TLS handshake happens in the first read, under the same time-out. */
final class TlsTransport implements Transport {

    /** One TLS record: the most that one write hands over, so that progress can be seen. */
    private static final int RECORD_BYTES = 16 * 1024;

    private static final System.Logger LOG = System.getLogger(TlsTransport.class.getName());

    private final SocketChannel channel;
    private final SSLSocket socket;

    TlsTransport(SocketChannel channel, SSLContext tls) throws IOException {
        this.channel = channel;
        this.socket = (SSLSocket) tls.getSocketFactory().createSocket(channel.socket(), null, true);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return socket.getInputStream().read(buffer, offset, length);
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        int length = Math.min(source.remaining(), RECORD_BYTES);
        socket.getOutputStream().write(source.array(), source.arrayOffset() + source.position(), length);
        source.position(source.position() + length);
    }

    @Override
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    /**
     * Closes what is below TLS. Closing the TLS socket would first wait for a write that a stalled client holds up, and
     * with it whoever closes.
     */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing a TLS socket failed", e);
        }
    }
}
