package dev.streamr.bench.clip;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The wall-clock time at which the publisher handed a picture to its socket, carried inside the picture: an H.264 SEI
 * message "user data unregistered" (ITU-T H.264 D.2.7) in front of the access unit. It crosses any server that does not
 * re-encode, in FLV, RTMP and fMP4 alike. The time is written as 16 hexadecimal digits, which need no emulation
 * prevention.
 */
public final class Stamp {

    private static final byte[] MARK = "streamr-bench-t:".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 16;
    private static final int NAL_SIZE = 3 + MARK.length + DIGITS + 1;
    private static final int FLV_VIDEO_HEADER = 5;

    private Stamp() {}

    /** Microseconds since 1970, on the clock that publisher and viewer share. */
    public static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /** The FLV video body with a time stamp in front of its first NAL unit; four-byte NAL lengths are assumed. */
    public static byte[] into(byte[] body, long micros) {
        ByteBuffer out = ByteBuffer.allocate(body.length + 4 + NAL_SIZE);
        out.put(body, 0, FLV_VIDEO_HEADER).putInt(NAL_SIZE);
        out.put((byte) 6).put((byte) 5).put((byte) (MARK.length + DIGITS)).put(MARK);
        out.put(String.format("%016x", micros).getBytes(StandardCharsets.US_ASCII)).put((byte) 0x80);
        return out.put(body, FLV_VIDEO_HEADER, body.length - FLV_VIDEO_HEADER).array();
    }

    /** Finds time stamps in bytes that arrive in pieces. */
    public static final class Finder {

        private int matched;
        private int digits;
        private long value;

        /** Reads one byte: the time stamp that it completes, in microseconds, or -1. */
        public long next(byte b) {
            if (matched < MARK.length) {
                matched = b == MARK[matched] ? matched + 1 : b == MARK[0] ? 1 : 0;
                return -1;
            }
            value = value << 4 | Character.digit(b, 16);
            if (++digits < DIGITS) {
                return -1;
            }
            long found = value;
            matched = 0;
            digits = 0;
            value = 0;
            return found;
        }
    }
}
