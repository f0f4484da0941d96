package dev.streamr.relay.origin.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** What comes from a socket until a moment, however it drips. For one thread. */
final class DeadlineInput extends InputStream {

    private final Socket socket;
    private final InputStream in;
    private long deadline;
    private long firstAt;

    DeadlineInput(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** Nothing is read after this moment, by {@link System#nanoTime}. */
    void until(long nanos) {
        deadline = nanos;
        firstAt = 0;
    }

    /** When the first byte came since then; 0: none has. */
    long firstAt() {
        return firstAt;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException("the answer took too long");
        }
        socket.setSoTimeout((int) left);
        int count = in.read(buffer, offset, length);
        if (count > 0 && firstAt == 0) {
            firstAt = System.nanoTime();
        }
        return count;
    }
}
