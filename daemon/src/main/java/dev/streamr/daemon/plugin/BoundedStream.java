package dev.streamr.daemon.plugin;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends with an error when more comes than is allowed: a zip's own word on its sizes is not trusted. */
final class BoundedStream extends FilterInputStream {

    private long left;

    BoundedStream(InputStream in, long atMost) {
        super(in);
        this.left = atMost;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
            throw new IOException("is too large unpacked");
        }
    }
}
