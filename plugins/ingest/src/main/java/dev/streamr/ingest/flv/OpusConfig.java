package dev.streamr.ingest.flv;

import dev.streamr.api.Track;
import java.util.Arrays;

/** The Opus identification header (RFC 7845 section 5.1) and the length of packets (RFC 6716 section 3.1). */
final class OpusConfig {

    private static final byte[] MAGIC = {'O', 'p', 'u', 's', 'H', 'e', 'a', 'd'};
    private static final int CLOCK = 48_000;

    private OpusConfig() {}

    static AudioConfig parse(byte[] head) throws FlvException {
        if (head.length < 19 || !Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw FlvException.malformed("Opus: no identification header");
        }
        int channels = head[9] & 0xFF;
        if (channels == 0 || channels > 8) {
            throw FlvException.malformed("Opus: number of channels is out of range");
        }
        return new AudioConfig(AudioCodec.OPUS, new Track.Audio("opus", CLOCK, channels), head, CLOCK, 0);
    }

    static int samples(byte[] payload, int offset) {
        if (offset >= payload.length) {
            return 0;
        }
        int toc = payload[offset] & 0xFF;
        int frames = switch (toc & 3) {
            case 0 -> 1;
            case 1, 2 -> 2;
            default -> offset + 1 < payload.length ? payload[offset + 1] & 0x3F : 0;
        };
        return frames * frameSamples(toc >> 3);
    }

    private static int frameSamples(int configuration) {
        if (configuration < 12) {
            return configuration % 4 == 3 ? 2880 : 480 << configuration % 4;
        }
        return configuration < 16 ? 480 << configuration % 2 : 120 << configuration % 4;
    }
}
