package dev.streamr.relay.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** HTTP chunks (RFC 9112 section 7.1), for responses that are written without the server's help. */
public final class Chunks {

    private static final byte[] END = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private Chunks() {}

    /** These bytes as one chunk; not empty. */
    public static byte[] of(byte[] bytes) {
        byte[] head = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(head.length + bytes.length + 2).put(head).put(bytes).put((byte) '\r')
                .put((byte) '\n').array();
    }

    /** What ends a response; a copy. */
    public static byte[] end() {
        return END.clone();
    }
}
