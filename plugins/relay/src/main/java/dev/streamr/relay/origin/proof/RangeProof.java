package dev.streamr.relay.origin.proof;

import dev.streamr.relay.feed.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A piece of the media that only somebody who has it can sign (docs/relay.md, Sessions).
 *
 * @param key    of the session
 * @param nonce  of the origin, which decides the piece
 * @param node   the name of the machine that is said to have sent it
 * @param object what it is a piece of
 * @param bytes  that are said to have come from that machine
 */
record RangeProof(byte[] key, String nonce, String node, String object, long bytes) {

    private static final int LENGTH = 1024;

    /** Whether this proof was made by somebody who has the object. */
    boolean isRight(String proof, byte[] media) {
        int length = Math.min(LENGTH, media.length);
        byte[] range = new byte[length];
        System.arraycopy(media, start(media.length), range, 0, length);
        String head = "streamr-range-1\n" + nonce + "\n" + node + "\n" + object + "\n" + bytes + "\n";
        return Macs.isRight(proof, key, head.getBytes(StandardCharsets.US_ASCII), range);
    }

    private int start(int size) {
        String seed = nonce + "\n" + node + "\n" + object;
        byte[] digest = Base64.getUrlDecoder().decode(Digest.of(seed.getBytes(StandardCharsets.US_ASCII)).text());
        long first = Integer.toUnsignedLong(ByteBuffer.wrap(digest).getInt());
        return (int) (first % Math.max(1, size - LENGTH + 1));
    }
}
