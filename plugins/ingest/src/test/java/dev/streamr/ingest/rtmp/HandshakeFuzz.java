package dev.streamr.ingest.rtmp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Random;

/** Every C1 gets an answer of the right length. */
class HandshakeFuzz {

    @FuzzTest(maxDuration = "10s")
    void answersAnything(byte[] data) {
        byte[] answer = Handshake.answer(Arrays.copyOf(data, HandshakeDigest.PACKET_BYTES), new Random(1));
        if (answer.length != 1 + 2 * HandshakeDigest.PACKET_BYTES || answer[0] != 3) {
            throw new AssertionError("no handshake: " + answer.length + " bytes");
        }
    }
}
