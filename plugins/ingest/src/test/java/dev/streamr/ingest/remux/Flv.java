package dev.streamr.ingest.remux;

import dev.streamr.api.FlvTag;
import dev.streamr.ingest.flv.FlvTags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** FLV files as lists of tags. */
final class Flv {

    private static final int FILE_HEADER = 13;

    private Flv() {}

    static List<FlvTag> read(byte[] file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(file);
        in.position(FILE_HEADER);
        List<FlvTag> tags = new ArrayList<>();
        while (in.remaining() > 11) {
            int head = in.getInt();
            int time = in.getInt();
            in.position(in.position() + 3);
            byte[] payload = new byte[head & 0xFFFFFF];
            in.get(payload);
            in.getInt();
            FlvTag tag = FlvTags.read(head >>> 24, Integer.toUnsignedLong(time >>> 8 | time << 24), payload);
            if (tag != null) {
                tags.add(tag);
            }
        }
        return tags;
    }

    /** The same tags at other times. */
    static List<FlvTag> shifted(List<FlvTag> tags, long millis) {
        return tags.stream().map(tag -> tag.at(tag.timestampMillis() + millis)).toList();
    }
}
