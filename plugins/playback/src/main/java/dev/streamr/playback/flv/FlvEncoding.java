package dev.streamr.playback.flv;

import dev.streamr.api.FlvTag;
import dev.streamr.api.TagEncoding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tags as FLV (FLV 10.1 Annex E.4.1: 11 bytes of header, the body, 4 bytes of previous tag size), all in one HTTP chunk
 * (RFC 9112 section 7.1). Times are the low 32 bits of the milliseconds.
 */
enum FlvEncoding implements TagEncoding {

    /** It has no state. */
    INSTANCE;

    private static final int TAG_HEADER = 11;
    private static final int BACK_POINTER = 4;

    @Override
    public byte[] encode(List<FlvTag> tags) {
        int size = 0;
        for (FlvTag tag : tags) {
            size = Math.addExact(size, TAG_HEADER + tag.payload().length + BACK_POINTER);
        }
        byte[] head = (Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(head.length + size + 2).put(head);
        tags.forEach(tag -> put(out, tag));
        return out.put((byte) '\r').put((byte) '\n').array();
    }

    private static void put(ByteBuffer out, FlvTag tag) {
        byte[] payload = tag.payload();
        int time = (int) tag.timestampMillis();
        out.putInt(tag.kind().flvType() << 24 | (payload.length & 0xFFFFFF));
        out.putInt(time << 8 | time >>> 24);
        out.putShort((short) 0).put((byte) 0);
        out.put(payload).putInt(TAG_HEADER + payload.length);
    }
}
