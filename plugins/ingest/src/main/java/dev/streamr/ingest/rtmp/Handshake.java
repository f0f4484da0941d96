package dev.streamr.ingest.rtmp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * The server's side of the handshake (section 5.2). A client whose C1 holds a valid digest is answered with digests;
 * any other gets the plain form: S1 of version 0 and S2 as an echo of C1.
 */
final class Handshake {

    private static final int RTMP_VERSION = 3;
    private static final int PACKET_BYTES = HandshakeDigest.PACKET_BYTES;

    /** Any number but 0 tells the client that S1 is signed. */
    private static final int SIGNED_VERSION = 0x04050001;

    private Handshake() {}

    /** Reads C0, C1 and C2, sends S0, S1 and S2. What C2 holds is of no use to a server. */
    static void accept(WireInput in, RtmpOutput out, RandomGenerator random) throws IOException {
        int version = in.u8();
        if (version != RTMP_VERSION) {
            throw RtmpException.malformed("not RTMP: the first byte is " + version + ", not 3");
        }
        byte[] c1 = new byte[PACKET_BYTES];
        in.readFully(c1, 0, PACKET_BYTES);
        out.send(answer(c1, random));
        in.readFully(new byte[PACKET_BYTES], 0, PACKET_BYTES);
    }

    /** S0, S1 and S2 for this C1. */
    static byte[] answer(byte[] c1, RandomGenerator random) {
        OptionalInt digest = HandshakeDigest.find(c1, HandshakeDigest.CLIENT_KEY);
        byte[] s1 = new byte[PACKET_BYTES];
        random.nextBytes(s1);
        ByteBuffer.wrap(s1).putInt(0).putInt(digest.isPresent() ? SIGNED_VERSION : 0);
        byte[] s2 = c1;
        if (digest.isPresent()) {
            HandshakeDigest.sign(s1, HandshakeDigest.SERVER_KEY);
            s2 = signedAnswer(HandshakeDigest.digestAt(c1, digest.getAsInt()), random);
        }
        return ByteBuffer.allocate(1 + 2 * PACKET_BYTES).put((byte) RTMP_VERSION).put(s1).put(s2).array();
    }

    private static byte[] signedAnswer(byte[] clientDigest, RandomGenerator random) {
        byte[] s2 = new byte[PACKET_BYTES];
        random.nextBytes(s2);
        int signed = PACKET_BYTES - HandshakeDigest.DIGEST_BYTES;
        byte[] key = HandshakeDigest.hmac(HandshakeDigest.SERVER_ANSWER_KEY, clientDigest, 0, clientDigest.length);
        System.arraycopy(HandshakeDigest.hmac(key, s2, 0, signed), 0, s2, signed, HandshakeDigest.DIGEST_BYTES);
        return s2;
    }
}
