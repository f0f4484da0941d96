package dev.streamr.ingest.flv;

/** Bits of a codec configuration, most significant first, with the variable-length codes that the codecs use. */
final class BitReader {

    private final byte[] bytes;
    private final String what;
    private int bit;

    /** @param what names the structure in error messages */
    BitReader(byte[] bytes, String what) {
        this.bytes = bytes;
        this.what = what;
    }

    boolean flag() throws FlvException {
        return bits(1) == 1;
    }

    /** @param count 0 to 32 */
    long bits(int count) throws FlvException {
        if (count > bytes.length * 8 - bit) {
            throw FlvException.truncated(what);
        }
        long value = 0;
        for (int i = 0; i < count; i++, bit++) {
            value = value << 1 | (bytes[bit >> 3] >> (7 - (bit & 7)) & 1);
        }
        return value;
    }

    int small(int count) throws FlvException {
        return (int) bits(count);
    }

    void skip(int count) throws FlvException {
        if (count < 0 || count > bytes.length * 8 - bit) {
            throw FlvException.truncated(what);
        }
        bit += count;
    }

    /** Unsigned Exp-Golomb code, ue(v) of H.264 section 9.1 and uvlc() of AV1. */
    long ue() throws FlvException {
        int zeros = 0;
        while (!flag()) {
            if (++zeros > 31) {
                throw FlvException.malformed(what + ": an Exp-Golomb code is too long");
            }
        }
        return (1L << zeros) - 1 + bits(zeros);
    }

    /** ue(v) that has to be small, as all counts and sizes here do. */
    int ue(int most, String field) throws FlvException {
        long value = ue();
        if (value > most) {
            throw FlvException.malformed(what + ": " + field + " is out of range");
        }
        return (int) value;
    }

    /** Signed Exp-Golomb code, se(v). */
    long se() throws FlvException {
        long code = ue();
        return (code & 1) == 1 ? (code + 1) / 2 : -(code / 2);
    }
}
