package dev.streamr.ingest.flv;

import java.util.Arrays;

/** A place in a range of bytes, read in network order; never leaves the range. */
final class ByteCursor {

    private final byte[] bytes;
    private final int end;
    private final String what;
    private int position;

    /** @param what names the structure in error messages */
    ByteCursor(byte[] bytes, int from, int end, String what) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
        this.what = what;
    }

    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    int u8() throws FlvException {
        need(1);
        return bytes[position++] & 0xFF;
    }

    int u16() throws FlvException {
        return u8() << 8 | u8();
    }

    int u24() throws FlvException {
        return u16() << 8 | u8();
    }

    int u32() throws FlvException {
        return u16() << 16 | u16();
    }

    /** Goes on behind the next {@code length} bytes, and says where they began. */
    int skip(int length) throws FlvException {
        need(length);
        int from = position;
        position += length;
        return from;
    }

    byte[] take(int length) throws FlvException {
        int from = skip(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    private void need(int length) throws FlvException {
        if (length < 0 || length > end - position) {
            throw FlvException.truncated(what);
        }
    }
}
