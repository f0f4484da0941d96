package dev.streamr.ingest.rtmp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes an aggregate message apart (section 7.1.6): FLV tags with header and back pointer. Their timestamps count from
 * the first; the aggregate's own timestamp says when that is.
 */
final class AggregateMessages {

    private static final int TAG_HEADER_BYTES = 11;
    private static final int BACK_POINTER_BYTES = 4;

    private AggregateMessages() {}

    static List<RtmpMessage.Media> split(RtmpMessage.Aggregate aggregate) throws RtmpException {
        ByteBuffer in = ByteBuffer.wrap(aggregate.payload());
        List<RtmpMessage.Media> parts = new ArrayList<>();
        int shift = 0;
        while (in.remaining() >= TAG_HEADER_BYTES) {
            int typeAndLength = in.getInt();
            int time = in.getInt();
            in.position(in.position() + 3);
            int length = typeAndLength & 0xFFFFFF;
            if (in.remaining() < length) {
                throw RtmpException.malformed("an aggregate message ends early");
            }
            // FLV writes the low 24 bits first, then the high 8.
            int timestamp = time >>> 8 | time << 24;
            if (parts.isEmpty()) {
                shift = aggregate.timestamp() - timestamp;
            }
            byte[] payload = Arrays.copyOfRange(in.array(), in.position(), in.position() + length);
            parts.add(new RtmpMessage.Media(typeAndLength >>> 24 & 0x1F, timestamp + shift, payload));
            in.position(Math.min(in.limit(), in.position() + length + BACK_POINTER_BYTES));
        }
        return parts;
    }
}
