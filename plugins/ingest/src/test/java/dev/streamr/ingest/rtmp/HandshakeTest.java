package dev.streamr.ingest.rtmp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class HandshakeTest {

    private static final int PACKET = HandshakeDigest.PACKET_BYTES;
    private final RandomGenerator random = new Random(7);

    @Test
    void echoesC1OfAPlainClientAndLeavesTheVersionZero() {
        byte[] c1 = new byte[PACKET];
        random.nextBytes(c1);
        byte[] answer = Handshake.answer(c1, random);
        assertEquals(1 + 2 * PACKET, answer.length);
        assertEquals(3, answer[0]);
        assertArrayEquals(new byte[8], Arrays.copyOfRange(answer, 1, 9));
        assertArrayEquals(c1, Arrays.copyOfRange(answer, 1 + PACKET, 1 + 2 * PACKET));
    }

    @Test
    void signsItsAnswerToASignedClient() {
        byte[] c1 = new byte[PACKET];
        random.nextBytes(c1);
        HandshakeDigest.sign(c1, HandshakeDigest.CLIENT_KEY);
        byte[] answer = Handshake.answer(c1, random);
        byte[] s1 = Arrays.copyOfRange(answer, 1, 1 + PACKET);
        assertTrue(HandshakeDigest.find(s1, HandshakeDigest.SERVER_KEY).isPresent());
        assertTrue(s1[4] != 0, "a version says that S1 is signed");
        byte[] s2 = Arrays.copyOfRange(answer, 1 + PACKET, 1 + 2 * PACKET);
        assertArrayEquals(expectedSignature(c1, s2), Arrays.copyOfRange(s2, PACKET - 32, PACKET));
    }

    @Test
    void findsTheDigestOfARecordedClient() {
        byte[] c1 = Arrays.copyOfRange(Recorded.bytes("ffmpeg-publish"), 1, 1 + PACKET);
        assertTrue(HandshakeDigest.find(c1, HandshakeDigest.CLIENT_KEY).isPresent());
        c1[1000] ^= 1;
        assertTrue(HandshakeDigest.find(c1, HandshakeDigest.CLIENT_KEY).isEmpty());
    }

    private static byte[] expectedSignature(byte[] c1, byte[] s2) {
        int place = HandshakeDigest.find(c1, HandshakeDigest.CLIENT_KEY).orElseThrow();
        byte[] digest = HandshakeDigest.digestAt(c1, place);
        byte[] key = HandshakeDigest.hmac(HandshakeDigest.SERVER_ANSWER_KEY, digest, 0, 32);
        return HandshakeDigest.hmac(key, s2, 0, PACKET - 32);
    }
}
