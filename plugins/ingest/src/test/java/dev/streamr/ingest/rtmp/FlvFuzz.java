package dev.streamr.ingest.rtmp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.streamr.api.FlvTag;
import dev.streamr.ingest.flv.FlvException;
import dev.streamr.ingest.flv.FlvTags;
import java.util.Arrays;
import java.util.List;

/** Media with lying sizes is a tag, nothing, or refused. */
class FlvFuzz {

    private static final int[] TYPES = {MessageType.AUDIO, MessageType.VIDEO, MessageType.DATA_AMF0,
            MessageType.DATA_AMF3};

    @FuzzTest(maxDuration = "15s")
    void readsAnything(byte[] data) {
        if (data.length == 0) {
            return;
        }
        byte[] payload = Arrays.copyOfRange(data, 1, data.length);
        try {
            FlvTag tag = FlvTags.read(TYPES[data[0] & 3], 0, payload);
            if (tag != null && RtmpTagEncoding.INSTANCE.encode(List.of(tag)).length <= tag.payload().length) {
                throw new AssertionError("a message shorter than its payload");
            }
        } catch (FlvException e) {
            // Refused, with a category.
        }
    }
}
