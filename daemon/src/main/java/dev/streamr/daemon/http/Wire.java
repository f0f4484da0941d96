package dev.streamr.daemon.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.DirectHandler;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * One connection as Helidon sees it, with a clock on everything that a client can drag out. Its virtual thread reads,
 * serves and writes; the {@link Watchdog} looks at the clock and interrupts that thread, which closes the socket.
 */
final class Wire implements ConnectionContext {

    /** What the connection is at. */
    enum Phase {
        /** Waits for the first byte of a request. */
        IDLE,
        /** Receives a request. */
        RECEIVING,
        /** Makes and sends a response. */
        SERVING
    }

    private static final System.Logger LOG = System.getLogger(Wire.class.getName());

    /** Bytes of request line and headers together with a body; no route of ours takes more. */
    static final int MOST_REQUEST_BYTES = 512 * 1024;

    /** Of a request that was refused, so much more is read and thrown away. */
    private static final int MOST_UNREAD_BYTES = 16 * MOST_REQUEST_BYTES;

    private final ConnectionContext inner;
    private final DataReader reader = new DataReader(this::read);
    private final WireWriter writer;
    private volatile @Nullable Thread thread;
    private volatile Phase phase = Phase.IDLE;
    private volatile long since = System.nanoTime();
    private volatile boolean reading;
    private volatile boolean last;
    private boolean served;
    private boolean taken;
    private boolean refused;
    private volatile @Nullable String ended;
    private int requestBytes;

    /** @param outlet lets its bytes out */
    Wire(ConnectionContext inner, Outlet outlet) {
        this.inner = inner;
        this.writer = new WireWriter(inner.dataWriter(), outlet);
    }

    /** The calling thread handles this connection from now on. */
    void begin() {
        thread = Thread.currentThread();
    }

    /** Turns the response of the present request into an endless one; the connection closes after it. */
    Direct take(ServerResponseHeaders headers) throws IOException {
        taken = true;
        return Direct.open(this, headers);
    }

    /** Whether {@link #take} was called. */
    boolean taken() {
        return taken;
    }

    /** Whether the calling thread is the one that handles this connection. */
    boolean mine() {
        return Thread.currentThread().equals(thread);
    }

    /** A request line came. */
    void request(HttpPrologue prologue) {
        if (served || phase != Phase.RECEIVING) {
            requestBytes = 0;
            since = System.nanoTime();
            phase = Phase.RECEIVING;
        }
        served = false;
        writer.nextResponse(prologue.method().equals(Method.HEAD));
    }

    /** The request came whole, but for its body. */
    void serve() {
        phase = Phase.SERVING;
    }

    /** The request has its response; what is read next belongs to the next one. */
    void served() {
        served = true;
    }

    /** The connection closes after the response of this request. */
    void closeAfterResponse() {
        last = true;
    }

    /** Whether no further request is read. */
    boolean closing() {
        return last;
    }

    Phase phase() {
        return phase;
    }

    /** When the present phase began, as {@link System#nanoTime}. */
    long since() {
        return since;
    }

    /** Whether it waits for the client. */
    boolean reading() {
        return reading;
    }

    WireWriter writer() {
        return writer;
    }

    /** Ends the connection from another thread; false when that was done already. */
    boolean end(String reason) {
        Thread handler = thread;
        if (ended != null || handler == null) {
            return false;
        }
        ended = reason;
        handler.interrupt();
        return true;
    }

    /** Why {@link #end} was called, if it was. */
    @Nullable
    String ended() {
        return ended;
    }

    /** Bytes from the client, as {@link DataReader} asks for them; nothing at the end. */
    private byte @Nullable [] read() {
        if (served) {
            if (last) {
                return null;
            }
            idle();
        }
        byte[] bytes;
        reading = true;
        try {
            bytes = inner.serverSocket().get();
        } catch (UncheckedIOException e) {
            throw new ServerConnectionException("cannot read from the client", e);
        } finally {
            reading = false;
        }
        if (bytes != null) {
            received(bytes.length);
        }
        return bytes;
    }

    /** The present request is answered before its body was read; it is the last one. */
    void refuse() {
        refused = true;
    }

    /**
     * After a request that was refused: says that the answer was all, and takes what the client still sends. Many read
     * only when they have sent everything, and a connection that is closed before is reset. The watchdog sees to it that
     * this ends (RFC 9112, 9.6).
     *
     * @param socket of this connection
     */
    void linger(Socket socket) {
        if (!refused) {
            return;
        }
        reading = true;
        try {
            socket.shutdownOutput();
            int unread = MOST_UNREAD_BYTES;
            while (unread > 0) {
                byte[] bytes = inner.serverSocket().get();
                unread = bytes == null ? 0 : unread - bytes.length;
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.log(System.Logger.Level.TRACE, "a client that was refused is gone", e);
        } finally {
            reading = false;
        }
    }

    private void idle() {
        served = false;
        requestBytes = 0;
        since = System.nanoTime();
        phase = Phase.IDLE;
    }

    private void received(int count) {
        requestBytes += count;
        if (requestBytes > MOST_REQUEST_BYTES) {
            refuse();
            throw RequestException.builder().type(DirectHandler.EventType.PAYLOAD_TOO_LARGE)
                    .status(Status.REQUEST_ENTITY_TOO_LARGE_413).message("the request is too large")
                    .setKeepAlive(false).build();
        }
        if (phase == Phase.IDLE) {
            since = System.nanoTime();
            phase = Phase.RECEIVING;
        }
    }

    @Override
    public DataWriter dataWriter() {
        return writer;
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public ListenerContext listenerContext() {
        return inner.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return inner.executor();
    }

    @Override
    public Router router() {
        return inner.router();
    }

    @Override
    public HelidonSocket serverSocket() {
        return inner.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return inner.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return inner.localPeer();
    }

    @Override
    public boolean isSecure() {
        return inner.isSecure();
    }

    @Override
    public String socketId() {
        return inner.socketId();
    }

    @Override
    public String childSocketId() {
        return inner.childSocketId();
    }
}
