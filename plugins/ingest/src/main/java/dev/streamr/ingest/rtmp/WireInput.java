package dev.streamr.ingest.rtmp;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/** Reads big-endian fields from a connection. For one thread. */
final class WireInput {

    /** Enough for a player, which only sends small messages. */
    private static final int SMALL_BYTES = 1024;

    /** What {@link #widen} makes of it: several chunks of a publisher in one read. */
    private static final int WIDE_BYTES = 32 * 1024;

    private final Source source;
    private byte[] buffer = new byte[SMALL_BYTES];
    private int position;
    private int end;

    /** Where bytes come from; as {@link Transport#read}. */
    @FunctionalInterface
    interface Source {
        int read(byte[] buffer, int offset, int length) throws IOException;
    }

    WireInput(Source source) {
        this.source = source;
    }

    /** Prepares for media: fewer, larger reads from now on. */
    void widen() {
        if (buffer.length < WIDE_BYTES) {
            buffer = Arrays.copyOf(buffer, WIDE_BYTES);
        }
    }

    int u8() throws IOException {
        require(1);
        return buffer[position++] & 0xFF;
    }

    int u24() throws IOException {
        require(3);
        int value = (buffer[position] & 0xFF) << 16 | (buffer[position + 1] & 0xFF) << 8
                | (buffer[position + 2] & 0xFF);
        position += 3;
        return value;
    }

    int i32() throws IOException {
        return u8() << 24 | u24();
    }

    int i32LittleEndian() throws IOException {
        return Integer.reverseBytes(i32());
    }

    /**
     * Skips the next four bytes when they are this value. Waits for no more bytes than it takes to tell, so a peer that
     * leaves the field out is never waited for in vain.
     */
    boolean skipIfEqual(int value) throws IOException {
        for (int i = 0; i < Integer.BYTES; i++) {
            require(i + 1);
            if (buffer[position + i] != (byte) (value >>> (24 - 8 * i))) {
                return false;
            }
        }
        position += Integer.BYTES;
        return true;
    }

    /** Fills this part of the array. */
    void readFully(byte[] target, int offset, int length) throws IOException {
        int buffered = Math.min(length, end - position);
        System.arraycopy(buffer, position, target, offset, buffered);
        position += buffered;
        int done = buffered;
        while (length - done >= buffer.length) {
            done += receive(target, offset + done, length - done);
        }
        if (done < length) {
            require(length - done);
            System.arraycopy(buffer, position, target, offset + done, length - done);
            position += length - done;
        }
    }

    /** Throws away what comes until the client closes its side. */
    void discardAll() throws IOException {
        int count = 0;
        while (count >= 0) {
            count = source.read(buffer, 0, buffer.length);
        }
    }

    private void require(int count) throws IOException {
        if (end - position >= count) {
            return;
        }
        System.arraycopy(buffer, position, buffer, 0, end - position);
        end -= position;
        position = 0;
        while (end < count) {
            end += receive(buffer, end, buffer.length - end);
        }
    }

    private int receive(byte[] target, int offset, int length) throws IOException {
        int count = source.read(target, offset, length);
        if (count < 0) {
            throw new EOFException("the client closed the connection");
        }
        return count;
    }
}
