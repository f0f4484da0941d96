package dev.streamr.ingest.flv;

import java.util.Locale;

/** AV1CodecConfigurationRecord (AV1 in ISOBMFF section 2.3) and the sequence header in it (AV1 section 5.5). */
final class Av1Config {

    private static final int SEQUENCE_HEADER = 1;

    private Av1Config() {}

    static VideoConfig parse(byte[] av1c) throws FlvException {
        ByteCursor in = new ByteCursor(av1c, 0, av1c.length, "av1C");
        if (in.u8() != 0x81) {
            throw FlvException.malformed("av1C: unknown version");
        }
        int second = in.u8();
        int third = in.u8();
        in.skip(1);
        int profile = second >> 5;
        int level = second & 0x1F;
        int bitDepth = (third & 0x40) == 0 ? 8 : (third & 0x20) == 0 ? 10 : 12;
        String codec = String.format(Locale.ROOT, "av01.%d.%02d%c.%02d", profile, level,
                (third & 0x80) == 0 ? 'M' : 'H', bitDepth);
        long[] size = size(in);
        return new VideoConfig(VideoCodec.AV1, VideoConfig.track(codec, size[0], size[1]), av1c, profile, level,
                bitDepth, 0);
    }

    /** Width and height from the first sequence header among the units; zeros when there is none. */
    private static long[] size(ByteCursor in) throws FlvException {
        while (in.remaining() > 0) {
            int header = in.u8();
            if ((header & 4) != 0) {
                in.skip(1);
            }
            int length = (header & 2) != 0 ? leb128(in) : in.remaining();
            byte[] unit = in.take(length);
            if ((header >> 3 & 0xF) == SEQUENCE_HEADER) {
                return sequenceSize(new BitReader(unit, "AV1 sequence header"));
            }
        }
        return new long[2];
    }

    private static int leb128(ByteCursor in) throws FlvException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int next = in.u8();
            value |= (next & 0x7F) << (7 * i);
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw FlvException.malformed("AV1: a unit is too long");
    }

    private static long[] sequenceSize(BitReader in) throws FlvException {
        in.skip(4);
        if (in.flag()) {
            in.skip(5);
        } else {
            skipOperatingPoints(in);
        }
        int widthBits = in.small(4) + 1;
        int heightBits = in.small(4) + 1;
        return new long[]{in.bits(widthBits) + 1, in.bits(heightBits) + 1};
    }

    private static void skipOperatingPoints(BitReader in) throws FlvException {
        int delayBits = 0;
        if (in.flag()) {
            in.skip(64);
            if (in.flag()) {
                in.ue();
            }
            if (in.flag()) {
                delayBits = in.small(5) + 1;
                in.skip(32 + 5 + 5);
            }
        }
        boolean displayDelay = in.flag();
        int points = in.small(5) + 1;
        for (int i = 0; i < points; i++) {
            in.skip(12);
            if (in.small(5) > 7) {
                in.skip(1);
            }
            if (delayBits > 0 && in.flag()) {
                in.skip(2 * delayBits + 1);
            }
            if (displayDelay && in.flag()) {
                in.skip(4);
            }
        }
    }
}
