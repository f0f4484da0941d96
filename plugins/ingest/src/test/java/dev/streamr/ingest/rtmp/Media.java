package dev.streamr.ingest.rtmp;

import java.io.IOException;

/** Small media messages that a publisher may send. */
final class Media {

    static final byte[] AVC_HEADER = Chunks.hex(
            "17 00 000000 01 42c00a ff e1 000a 6742c00ada0f1226a0b0 01 0004 68ce3c80");
    static final byte[] KEYFRAME = Chunks.hex("17 01 000000 00000005 6588840a01");
    static final byte[] FRAME = Chunks.hex("27 01 000000 00000003 419a01");

    private Media() {}

    /** What a publisher begins with. */
    static void start(TestClient publisher) throws IOException {
        publisher.message(MessageType.VIDEO, 0, AVC_HEADER);
        publisher.message(MessageType.VIDEO, 0, KEYFRAME);
    }
}
