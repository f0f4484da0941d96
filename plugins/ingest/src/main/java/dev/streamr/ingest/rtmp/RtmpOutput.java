package dev.streamr.ingest.rtmp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes whole messages to a connection. Any thread may send: messages never mix. A send waits as long as the client
 * takes nothing; {@link #stalledNanos} shows that to the watchdog, which then closes the connection.
 */
final class RtmpOutput {

    /** The most that is handed to the socket at once: it bounds the buffer that the JDK copies through. */
    private static final int SLICE_BYTES = 256 * 1024;

    private static final long NOT_WRITING = Long.MIN_VALUE;

    private final Transport transport;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong sent = new AtomicLong();
    private volatile long progressNanos = NOT_WRITING;

    RtmpOutput(Transport transport) {
        this.transport = transport;
    }

    /** Sends these bytes, which may be shared with other connections, and returns when the socket took them all. */
    void send(byte[] bytes) throws IOException {
        lock.lock();
        try {
            ByteBuffer source = ByteBuffer.wrap(bytes);
            while (source.position() < bytes.length) {
                progressNanos = System.nanoTime();
                source.limit(Math.min(bytes.length, source.position() + SLICE_BYTES));
                transport.write(source);
            }
            sent.addAndGet(bytes.length);
        } finally {
            progressNanos = NOT_WRITING;
            lock.unlock();
        }
    }

    /** Bytes sent so far. */
    long sent() {
        return sent.get();
    }

    /** For how long a send has been waiting without progress, in nanoseconds; 0 when none waits. */
    long stalledNanos(long nowNanos) {
        long since = progressNanos;
        return since == NOT_WRITING ? 0 : Math.max(0, nowNanos - since);
    }
}
