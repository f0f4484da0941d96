package dev.streamr.ingest.flv;

import dev.streamr.api.Track;

/** AudioSpecificConfig (ISO/IEC 14496-3 section 1.6.2.1). */
final class AacConfig {

    private static final int[] RATES = {96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000,
            11_025, 8_000, 7_350};
    private static final int LOW_COMPLEXITY = 2;
    private static final int SBR = 5;
    private static final int PARAMETRIC_STEREO = 29;
    private static final int LOW_DELAY = 23;
    private static final int ENHANCED_LOW_DELAY = 39;
    private static final int ESCAPE = 31;

    private AacConfig() {}

    static AudioConfig parse(byte[] config) throws FlvException {
        BitReader in = new BitReader(config, "AudioSpecificConfig");
        int signalled = objectType(in);
        int coreRate = rate(in);
        int channels = channels(in.small(4));
        int rate = coreRate;
        int type = signalled;
        if (signalled == SBR || signalled == PARAMETRIC_STEREO) {
            rate = rate(in);
            type = objectType(in);
            channels = signalled == PARAMETRIC_STEREO ? 2 : channels;
        }
        boolean shorter = in.flag();
        boolean lowDelay = type == LOW_DELAY || type == ENHANCED_LOW_DELAY;
        int samples = lowDelay ? shorter ? 480 : 512 : shorter ? 960 : 1024;
        return new AudioConfig(AudioCodec.AAC, new Track.Audio("mp4a.40." + signalled, rate, channels), config,
                coreRate, samples);
    }

    /**
     * The configuration of the core alone, AAC-LC; decoders find the extension in the stream by themselves. ADTS, which
     * MPEG-TS carries, cannot say more.
     */
    static AudioConfig core(AudioConfig config) {
        String codec = config.track().codec();
        boolean parametric = codec.equals("mp4a.40." + PARAMETRIC_STEREO);
        int index = rateIndex(config.clockHz());
        if (index < 0 || (!parametric && !codec.equals("mp4a.40." + SBR))) {
            return config;
        }
        int channels = parametric ? 1 : Math.min(config.track().channels(), 7);
        byte[] core = {(byte) ((LOW_COMPLEXITY << 3) | (index >> 1)), (byte) (((index & 1) << 7) | (channels << 3))};
        return new AudioConfig(config.codec(), config.track(), core, config.clockHz(), config.frameSamples());
    }

    private static int rateIndex(int hertz) {
        for (int i = 0; i < RATES.length; i++) {
            if (RATES[i] == hertz) {
                return i;
            }
        }
        return -1;
    }

    private static int objectType(BitReader in) throws FlvException {
        int type = in.small(5);
        return type == ESCAPE ? 32 + in.small(6) : type;
    }

    private static int rate(BitReader in) throws FlvException {
        int index = in.small(4);
        int rate = index == 15 ? in.small(24) : index < RATES.length ? RATES[index] : 0;
        if (rate < 4_000 || rate > 192_000) {
            throw FlvException.malformed("AudioSpecificConfig: sample rate is out of range");
        }
        return rate;
    }

    /** Channels of a channel configuration; 0 leaves it to the bitstream, where two is the likely number. */
    private static int channels(int configuration) {
        return switch (configuration) {
            case 0 -> 2;
            case 7, 12, 14 -> 8;
            case 11 -> 7;
            default -> Math.min(configuration, 8);
        };
    }
}
