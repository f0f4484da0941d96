package dev.streamr.ingest.flv;

import java.util.Locale;

/** AVCDecoderConfigurationRecord (ISO/IEC 14496-15 section 5.3.3) and the sequence parameter set in it (H.264 7.3.2.1). */
final class AvcConfig {

    private static final int BYTE = 255;
    private static final int MOST_MACROBLOCKS = VideoConfig.MOST_PIXELS / 16;

    private AvcConfig() {}

    static VideoConfig parse(byte[] avcc) throws FlvException {
        ByteCursor in = new ByteCursor(avcc, 0, avcc.length, "avcC");
        if (in.u8() != 1) {
            throw FlvException.malformed("avcC: unknown version");
        }
        int profile = in.u8();
        int compatibility = in.u8();
        int level = in.u8();
        int nalLength = (in.u8() & 3) + 1;
        if ((in.u8() & 0x1F) == 0) {
            throw FlvException.malformed("avcC: no sequence parameter set");
        }
        byte[] sps = in.take(in.u16());
        String codec = String.format(Locale.ROOT, "avc1.%02x%02x%02x", profile, compatibility, level);
        BitReader bits = new BitReader(Rbsp.unescape(sps), "SPS");
        return sized(codec, bits, avcc, profile, level, nalLength);
    }

    private static VideoConfig sized(String codec, BitReader in, byte[] avcc, int profile, int level, int nalLength)
            throws FlvException {
        in.skip(8);
        int spsProfile = in.small(8);
        in.skip(16);
        in.ue();
        int chroma = hasChroma(spsProfile) ? chroma(in) : 1;
        in.ue();
        skipPictureOrder(in);
        in.ue();
        in.skip(1);
        int widthInBlocks = in.ue(MOST_MACROBLOCKS - 1, "width") + 1;
        int heightInUnits = in.ue(MOST_MACROBLOCKS - 1, "height") + 1;
        int fields = in.flag() ? 1 : 2;
        if (fields == 2) {
            in.skip(1);
        }
        in.skip(1);
        long width = widthInBlocks * 16L;
        long height = heightInUnits * 16L * fields;
        if (in.flag()) {
            int unitX = chroma == 1 || chroma == 2 ? 2 : 1;
            int unitY = (chroma == 1 ? 2 : 1) * fields;
            width -= unitX * (in.ue() + in.ue());
            height -= unitY * (in.ue() + in.ue());
        }
        return new VideoConfig(VideoCodec.H264, VideoConfig.track(codec, width, height), avcc, profile, level, 8,
                nalLength);
    }

    private static boolean hasChroma(int profile) {
        return switch (profile) {
            case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
            default -> false;
        };
    }

    private static int chroma(BitReader in) throws FlvException {
        int chroma = in.ue(3, "chroma format");
        boolean separate = chroma == 3 && in.flag();
        in.ue();
        in.ue();
        in.skip(1);
        if (in.flag()) {
            for (int list = 0; list < (chroma == 3 ? 12 : 8); list++) {
                if (in.flag()) {
                    skipScalingList(in, list < 6 ? 16 : 64);
                }
            }
        }
        return separate ? 0 : chroma;
    }

    private static void skipScalingList(BitReader in, int size) throws FlvException {
        long last = 8;
        long next = 8;
        for (int i = 0; i < size && next != 0; i++) {
            next = (last + in.se()) & BYTE;
            last = next == 0 ? last : next;
        }
    }

    private static void skipPictureOrder(BitReader in) throws FlvException {
        int type = in.ue(2, "picture order type");
        if (type == 0) {
            in.ue();
        } else if (type == 1) {
            in.skip(1);
            in.se();
            in.se();
            int cycle = in.ue(255, "picture order cycle");
            for (int i = 0; i < cycle; i++) {
                in.se();
            }
        }
    }
}
