package dev.streamr.ingest.flv;

import dev.streamr.api.Track;

/** STREAMINFO (RFC 9639 section 8.2), with or without the stream marker in front. */
final class FlacConfig {

    private static final int STREAM_INFO = 34;

    private FlacConfig() {}

    static AudioConfig parse(byte[] body) throws FlvException {
        ByteCursor in = new ByteCursor(body, 0, body.length, "FLAC STREAMINFO");
        if (body.length != STREAM_INFO) {
            if (in.u32() != FourCc.FLAC || (in.u8() & 0x7F) != 0 || in.u24() != STREAM_INFO) {
                throw FlvException.malformed("FLAC: no STREAMINFO");
            }
        }
        byte[] info = in.take(STREAM_INFO);
        BitReader bits = new BitReader(info, "FLAC STREAMINFO");
        int least = bits.small(16);
        int most = bits.small(16);
        bits.skip(48);
        int rate = bits.small(20);
        int channels = bits.small(3) + 1;
        if (rate < 4_000 || rate > 655_350) {
            throw FlvException.malformed("FLAC: sample rate is out of range");
        }
        return new AudioConfig(AudioCodec.FLAC, new Track.Audio("fLaC", rate, channels), info, rate,
                least == most ? most : 0);
    }
}
