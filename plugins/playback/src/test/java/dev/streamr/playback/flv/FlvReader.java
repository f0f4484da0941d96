package dev.streamr.playback.flv;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads FLV strictly: whatever Annex E forbids is an error. */
final class FlvReader {

    /** One tag. */
    record Tag(int type, long millis, byte[] body) {}

    private final DataInputStream in;
    private final int flags;

    FlvReader(InputStream stream) throws IOException {
        in = new DataInputStream(stream);
        byte[] signature = in.readNBytes(3);
        if (signature[0] != 'F' || signature[1] != 'L' || signature[2] != 'V' || in.readByte() != 1) {
            throw new IOException("no FLV version 1");
        }
        flags = in.readUnsignedByte();
        if (in.readInt() != 9 || in.readInt() != 0) {
            throw new IOException("wrong header size or first back pointer");
        }
    }

    /** 4 audio, 1 video. */
    int flags() {
        return flags;
    }

    /** The next tag, null at a clean end. */
    @Nullable
    Tag next() throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        int size = medium();
        long millis = medium() | (long) in.readUnsignedByte() << 24;
        if (medium() != 0) {
            throw new IOException("stream id is not 0");
        }
        byte[] body = in.readNBytes(size);
        if (body.length < size) {
            throw new EOFException("the file ends inside a tag");
        }
        if (in.readInt() != size + 11) {
            throw new IOException("wrong back pointer");
        }
        return new Tag(first, millis, body);
    }

    private int medium() throws IOException {
        return in.readUnsignedShort() << 8 | in.readUnsignedByte();
    }
}
