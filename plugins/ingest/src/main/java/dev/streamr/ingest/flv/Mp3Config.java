package dev.streamr.ingest.flv;

import dev.streamr.api.Track;

/** The header of an MPEG audio layer III frame (ISO/IEC 11172-3 section 2.4.1.3, 13818-3 for the lower rates). */
final class Mp3Config {

    private static final int[] RATES = {44_100, 48_000, 32_000};
    private static final int MPEG1 = 3;

    private Mp3Config() {}

    static AudioConfig parse(byte[] frame) throws FlvException {
        BitReader in = new BitReader(frame, "MP3 frame");
        boolean synchronous = in.bits(11) == 0x7FF;
        int version = in.small(2);
        int layer = in.small(2);
        in.skip(5);
        int rateIndex = in.small(2);
        in.skip(2);
        int mode = in.small(2);
        if (!synchronous || version == 1 || layer != 1 || rateIndex == 3) {
            throw FlvException.malformed("MP3: no layer III frame");
        }
        int rate = RATES[rateIndex] / (version == MPEG1 ? 1 : version == 2 ? 2 : 4);
        String codec = rate > 24_000 ? "mp4a.6b" : "mp4a.69";
        return new AudioConfig(AudioCodec.MP3, new Track.Audio(codec, rate, mode == 3 ? 1 : 2), new byte[0], rate,
                version == MPEG1 ? 1152 : 576);
    }
}
