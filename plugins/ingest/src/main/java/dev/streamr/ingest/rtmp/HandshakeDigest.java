package dev.streamr.ingest.rtmp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.OptionalInt;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The digest in a handshake packet: HMAC-SHA256 over the packet without the 32 digest bytes, at a place that the packet
 * itself names, in one of two layouts. Not in Adobe's specification; players since Flash 9 use it and FFmpeg checks it.
 * The keys are public constants and protect nothing.
 */
final class HandshakeDigest {

    static final int PACKET_BYTES = 1536;
    static final int DIGEST_BYTES = 32;

    private static final byte[] SUFFIX = {(byte) 0xF0, (byte) 0xEE, (byte) 0xC2, 0x4A, (byte) 0x80, 0x68, (byte) 0xBE,
            (byte) 0xE8, 0x2E, 0x00, (byte) 0xD0, (byte) 0xD1, 0x02, (byte) 0x9E, 0x7E, 0x57, 0x6E, (byte) 0xEC, 0x5D,
            0x2D, 0x29, (byte) 0x80, 0x6F, (byte) 0xAB, (byte) 0x93, (byte) 0xB8, (byte) 0xE6, 0x36, (byte) 0xCF,
            (byte) 0xEB, 0x31, (byte) 0xAE};

    /** Keys of digests in C1 and S1. */
    static final byte[] CLIENT_KEY = ascii("Genuine Adobe Flash Player 001");
    static final byte[] SERVER_KEY = ascii("Genuine Adobe Flash Media Server 001");

    /** Key of the answer to a client's digest, in S2. */
    static final byte[] SERVER_ANSWER_KEY = concat(SERVER_KEY, SUFFIX);

    /** Where the four bytes are that name the digest's place: one layout has the digest first, the other the key. */
    private static final int[] LAYOUTS = {8, 772};

    /** The digest lies within 728 places behind its four bytes. */
    private static final int PLACES = 728;

    private HandshakeDigest() {}

    /** Where a valid digest is in this packet, if there is one. */
    static OptionalInt find(byte[] packet, byte[] key) {
        return Arrays.stream(LAYOUTS).map(layout -> place(packet, layout))
                .filter(place -> MessageDigest.isEqual(digestAt(packet, place),
                        Arrays.copyOf(digest(packet, place, key), DIGEST_BYTES)))
                .findFirst();
    }

    /** Puts a digest into this packet, at the place that its first layout names. */
    static void sign(byte[] packet, byte[] key) {
        int place = place(packet, LAYOUTS[0]);
        System.arraycopy(digest(packet, place, key), 0, packet, place, DIGEST_BYTES);
    }

    /** The 32 bytes at this place. */
    static byte[] digestAt(byte[] packet, int place) {
        return Arrays.copyOfRange(packet, place, place + DIGEST_BYTES);
    }

    /** HMAC-SHA256 of some bytes. */
    static byte[] hmac(byte[] key, byte[] bytes, int offset, int length) {
        Mac mac = mac(key);
        mac.update(bytes, offset, length);
        return mac.doFinal();
    }

    private static byte[] digest(byte[] packet, int place, byte[] key) {
        Mac mac = mac(key);
        mac.update(packet, 0, place);
        mac.update(packet, place + DIGEST_BYTES, PACKET_BYTES - place - DIGEST_BYTES);
        return mac.doFinal();
    }

    private static int place(byte[] packet, int layout) {
        int sum = 0;
        for (int i = layout; i < layout + 4; i++) {
            sum += packet[i] & 0xFF;
        }
        return layout + 4 + sum % PLACES;
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] concat(byte[] head, byte[] tail) {
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }
}
