package dev.streamr.ingest.rtmp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/** What can be read can be written and read again; the rest is refused. */
class Amf0Fuzz {

    @FuzzTest(maxDuration = "15s")
    void readsAnything(byte[] data) throws RtmpException {
        List<Amf> values;
        try {
            values = Amf0Reader.readAll(data, 0);
        } catch (RtmpException e) {
            return;
        }
        if (!Amf0Reader.readAll(Amf0Writer.encode(values), 0).equals(values)) {
            throw new AssertionError("another value after writing and reading");
        }
    }
}
