package dev.streamr.ingest.flv;

import java.util.Locale;

/** HEVCDecoderConfigurationRecord (ISO/IEC 14496-15 section 8.3.3) and the SPS in it (H.265 section 7.3.2.2). */
final class HevcConfig {

    private static final int SPS = 33;
    private static final int CONSTRAINT_BYTES = 6;

    private HevcConfig() {}

    static VideoConfig parse(byte[] hvcc) throws FlvException {
        ByteCursor in = new ByteCursor(hvcc, 0, hvcc.length, "hvcC");
        if (in.u8() != 1) {
            throw FlvException.malformed("hvcC: unknown version");
        }
        int general = in.u8();
        int compatibility = in.u32();
        byte[] constraints = in.take(CONSTRAINT_BYTES);
        int level = in.u8();
        in.skip(4);
        int bitDepth = (in.u8() & 7) + 8;
        in.skip(3);
        int nalLength = (in.u8() & 3) + 1;
        String codec = codec(general, compatibility, constraints, level);
        byte[] sps = sps(in);
        return sized(codec, new BitReader(Rbsp.unescape(sps), "SPS"), hvcc, general & 0x1F, level, bitDepth,
                nalLength);
    }

    /** Such as {@code hvc1.1.6.L93.90} (ISO/IEC 14496-15 annex E.3). */
    private static String codec(int general, int compatibility, byte[] constraints, int level) {
        StringBuilder text = new StringBuilder("hvc1.");
        int space = general >> 6;
        if (space > 0) {
            text.append((char) ('A' + space - 1));
        }
        text.append(general & 0x1F).append('.');
        text.append(Integer.toHexString(Integer.reverse(compatibility)).toUpperCase(Locale.ROOT));
        text.append((general & 0x20) == 0 ? ".L" : ".H").append(level);
        int last = CONSTRAINT_BYTES;
        while (last > 0 && constraints[last - 1] == 0) {
            last--;
        }
        for (int i = 0; i < last; i++) {
            text.append('.').append(Integer.toHexString(constraints[i] & 0xFF).toUpperCase(Locale.ROOT));
        }
        return text.toString();
    }

    private static byte[] sps(ByteCursor in) throws FlvException {
        int arrays = in.u8();
        for (int array = 0; array < arrays; array++) {
            int type = in.u8() & 0x3F;
            int units = in.u16();
            for (int unit = 0; unit < units; unit++) {
                byte[] nal = in.take(in.u16());
                if (type == SPS) {
                    return nal;
                }
            }
        }
        throw FlvException.malformed("hvcC: no sequence parameter set");
    }

    private static VideoConfig sized(String codec, BitReader in, byte[] hvcc, int profile, int level, int bitDepth,
            int nalLength) throws FlvException {
        in.skip(16 + 4);
        int subLayers = in.small(3);
        in.skip(1);
        skipProfileTierLevel(in, subLayers);
        in.ue();
        int chroma = in.ue(3, "chroma format");
        if (chroma == 3) {
            in.skip(1);
        }
        long width = in.ue(VideoConfig.MOST_PIXELS, "width");
        long height = in.ue(VideoConfig.MOST_PIXELS, "height");
        if (in.flag()) {
            width -= (chroma == 1 || chroma == 2 ? 2 : 1) * (in.ue() + in.ue());
            height -= (chroma == 1 ? 2 : 1) * (in.ue() + in.ue());
        }
        return new VideoConfig(VideoCodec.HEVC, VideoConfig.track(codec, width, height), hvcc, profile, level,
                bitDepth, nalLength);
    }

    private static void skipProfileTierLevel(BitReader in, int subLayers) throws FlvException {
        in.skip(96);
        boolean[] profile = new boolean[subLayers];
        boolean[] level = new boolean[subLayers];
        for (int i = 0; i < subLayers; i++) {
            profile[i] = in.flag();
            level[i] = in.flag();
        }
        if (subLayers > 0) {
            in.skip(2 * (8 - subLayers));
        }
        for (int i = 0; i < subLayers; i++) {
            in.skip((profile[i] ? 88 : 0) + (level[i] ? 8 : 0));
        }
    }
}
