package dev.streamr.ingest.rtmp;

import dev.streamr.api.FlvTag;
import dev.streamr.api.TagEncoding;
import java.nio.ByteBuffer;
import java.util.List;

/** Tags as RTMP messages in chunks, the same bytes for every player: absolute timestamps, message stream 1. */
enum RtmpTagEncoding implements TagEncoding {
    /** Without state. */
    INSTANCE;

    @Override
    public byte[] encode(List<FlvTag> tags) {
        int length = 0;
        for (FlvTag tag : tags) {
            length += ChunkWriter.encodedLength(tag.payload().length, (int) tag.timestampMillis());
        }
        ByteBuffer target = ByteBuffer.allocate(length);
        for (FlvTag tag : tags) {
            ChunkWriter.encode(target, tag.kind().flvType(), (int) tag.timestampMillis(), Replies.STREAM_ID,
                    tag.payload());
        }
        return target.array();
    }
}
