package dev.streamr.ingest.rtmp;

import java.nio.ByteBuffer;

/**
 * Splits messages into chunks (section 5.3) of {@link #CHUNK_BYTES}. Every message starts with a full header (type 0),
 * so what is written does not depend on what went before, and players can share it.
 */
final class ChunkWriter {

    /** The chunk size that is announced to every client right after its connect command. */
    static final int CHUNK_BYTES = 65_536;

    private static final int EXTENDED = 0xFFFFFF;

    private ChunkWriter() {}

    /** The chunk stream that a message type goes on; all are below 64, so the basic header is one byte. */
    static int chunkStreamOf(int messageType) {
        return switch (messageType) {
            case MessageType.AUDIO -> 4;
            case MessageType.VIDEO -> 6;
            case MessageType.DATA_AMF0 -> 5;
            case MessageType.COMMAND_AMF0 -> 3;
            default -> 2;
        };
    }

    /** How long a message is in chunks. */
    static int encodedLength(int payloadBytes, int timestamp) {
        int extended = isExtended(timestamp) ? Integer.BYTES : 0;
        int continued = Math.max(0, (payloadBytes - 1) / CHUNK_BYTES);
        return 12 + extended + payloadBytes + continued * (1 + extended);
    }

    /**
     * Writes one message.
     *
     * @param timestamp milliseconds modulo 2^32
     */
    static void encode(ByteBuffer target, int type, int timestamp, int streamId, byte[] payload) {
        int chunkStream = chunkStreamOf(type);
        boolean extended = isExtended(timestamp);
        target.put((byte) chunkStream);
        putU24(target, extended ? EXTENDED : timestamp);
        putU24(target, payload.length);
        target.put((byte) type);
        target.putInt(Integer.reverseBytes(streamId));
        if (extended) {
            target.putInt(timestamp);
        }
        for (int offset = 0; offset < payload.length; offset += CHUNK_BYTES) {
            if (offset > 0) {
                target.put((byte) (0xC0 | chunkStream));
                if (extended) {
                    target.putInt(timestamp);
                }
            }
            target.put(payload, offset, Math.min(CHUNK_BYTES, payload.length - offset));
        }
    }

    /** One message in chunks. */
    static byte[] encode(int type, int timestamp, int streamId, byte[] payload) {
        ByteBuffer target = ByteBuffer.allocate(encodedLength(payload.length, timestamp));
        encode(target, type, timestamp, streamId, payload);
        return target.array();
    }

    private static boolean isExtended(int timestamp) {
        return Integer.compareUnsigned(timestamp, EXTENDED) >= 0;
    }

    private static void putU24(ByteBuffer target, int value) {
        target.put((byte) (value >>> 16)).put((byte) (value >>> 8)).put((byte) value);
    }
}
