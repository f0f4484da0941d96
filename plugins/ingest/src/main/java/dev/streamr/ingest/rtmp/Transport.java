package dev.streamr.ingest.rtmp;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of one connection, plain or TLS. One thread reads and one writes; {@link #close} may come from any thread
 * and ends both.
 */
sealed interface Transport extends Closeable permits ChannelTransport, TlsTransport {

    /** Waits for bytes; returns how many came, or -1 when the client closed its side. */
    int read(byte[] buffer, int offset, int length) throws IOException;

    /** Waits until some of these bytes are taken, at least one, and moves the buffer's position past them. */
    void write(ByteBuffer source) throws IOException;

    /** Tells the client that nothing more comes. What was written still arrives. */
    void shutdownOutput() throws IOException;

    @Override
    void close();
}
