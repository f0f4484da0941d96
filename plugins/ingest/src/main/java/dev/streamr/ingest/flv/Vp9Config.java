package dev.streamr.ingest.flv;

import dev.streamr.api.Track;
import java.util.Arrays;
import java.util.Locale;

/** VPCodecConfigurationRecord (VP codecs in ISOBMFF section 2.2) and the head of a VP9 keyframe (VP9 section 6.2). */
final class Vp9Config {

    /** Level 1.0, for encoders that leave the level out. */
    private static final int LOWEST_LEVEL = 10;
    private static final int SYNC = 0x498342;
    private static final int RGB = 7;

    private Vp9Config() {}

    static VideoConfig parse(byte[] vpcc) throws FlvException {
        // Some send the box's version and flags along, as MP4 stores it.
        boolean boxed = vpcc.length >= 12 && vpcc[0] == 1 && vpcc[1] == 0 && vpcc[2] == 0 && vpcc[3] == 0;
        ByteCursor in = new ByteCursor(vpcc, boxed ? 4 : 0, vpcc.length, "vpcC");
        int profile = in.u8();
        int level = Math.max(LOWEST_LEVEL, in.u8());
        int bitDepth = in.u8() >> 4;
        if (profile > 3 || bitDepth < 8 || bitDepth > 12) {
            throw FlvException.malformed("vpcC: profile or bit depth is out of range");
        }
        String codec = String.format(Locale.ROOT, "vp09.%02d.%02d.%02d", profile, level, bitDepth);
        return new VideoConfig(VideoCodec.VP9, new Track.Video(codec, 0, 0), vpcc, profile, level, bitDepth, 0);
    }

    static VideoConfig withSizeOf(VideoConfig config, byte[] payload, int offset) throws FlvException {
        byte[] head = Arrays.copyOfRange(payload, offset, Math.min(payload.length, offset + 16));
        BitReader in = new BitReader(head, "VP9 keyframe");
        in.skip(2);
        int profile = in.small(1) | (in.small(1) << 1);
        if (profile == 3) {
            in.skip(1);
        }
        boolean existing = in.flag();
        boolean inter = in.flag();
        in.skip(2);
        if (existing || inter || in.bits(24) != SYNC) {
            throw FlvException.malformed("VP9 keyframe: it is none");
        }
        if (profile >= 2) {
            in.skip(1);
        }
        int colours = in.small(3);
        boolean sampled = (profile & 1) == 1;
        in.skip(colours == RGB ? sampled ? 1 : 0 : sampled ? 4 : 1);
        Track.Video track = VideoConfig.track(config.track().codec(), in.bits(16) + 1, in.bits(16) + 1);
        return new VideoConfig(config.codec(), track, config.extradata(), config.profile(), config.level(),
                config.bitDepth(), 0);
    }
}
