package dev.streamr.ingest.flv;

import java.util.Arrays;

/** Raw bytes of a NAL unit (H.264 section 7.4.1): emulation prevention taken away. */
final class Rbsp {

    /** A parameter set is a few dozen bytes; no more of a hostile one is looked at. */
    private static final int MOST = 4096;

    private Rbsp() {}

    static byte[] unescape(byte[] nal) {
        byte[] out = new byte[Math.min(nal.length, MOST)];
        int length = 0;
        int zeros = 0;
        for (int i = 0; i < out.length; i++) {
            byte value = nal[i];
            if (zeros >= 2 && value == 3) {
                zeros = 0;
                continue;
            }
            zeros = value == 0 ? zeros + 1 : 0;
            out[length++] = value;
        }
        return Arrays.copyOf(out, length);
    }
}
