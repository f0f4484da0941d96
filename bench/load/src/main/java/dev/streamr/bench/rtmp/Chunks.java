package dev.streamr.bench.rtmp;

import java.io.ByteArrayOutputStream;

/**
 * Writes RTMP messages as chunks of 4,096 bytes, the size that OBS uses. A first message on a chunk stream carries its
 * absolute time, the following ones the distance to the one before: so the bytes of one round of the clip are the same in
 * every round and for every stream.
 */
final class Chunks {

    /** Bytes of payload in a chunk. */
    static final int SIZE = 4096;
    // chunk stream ids
    static final int CONTROL = 2;
    static final int COMMAND = 3;
    static final int AUDIO = 4;
    static final int VIDEO = 6;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A message with an absolute time. */
    Chunks absolute(int chunkStream, int type, int messageStream, int millis, byte[] payload) {
        header(0, chunkStream, millis, payload.length, type);
        for (int shift = 0; shift < 32; shift += 8) {
            out.write(messageStream >>> shift);
        }
        return body(chunkStream, payload);
    }

    /** A message on the message stream of its predecessor, {@code deltaMillis} after it. */
    Chunks following(int chunkStream, int type, int deltaMillis, byte[] payload) {
        header(1, chunkStream, deltaMillis, payload.length, type);
        return body(chunkStream, payload);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    private void header(int format, int chunkStream, int time, int length, int type) {
        out.write(format << 6 | chunkStream);
        int24(time);
        int24(length);
        out.write(type);
    }

    private Chunks body(int chunkStream, byte[] payload) {
        for (int from = 0; from < payload.length; from += SIZE) {
            if (from > 0) {
                out.write(3 << 6 | chunkStream);
            }
            out.write(payload, from, Math.min(SIZE, payload.length - from));
        }
        return this;
    }

    private void int24(int value) {
        out.write(value >>> 16);
        out.write(value >>> 8);
        out.write(value);
    }
}
