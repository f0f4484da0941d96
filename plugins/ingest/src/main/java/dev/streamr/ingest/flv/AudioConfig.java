package dev.streamr.ingest.flv;

import dev.streamr.api.Track;

/**
 * What an audio sequence header, or for MP3 the first frame, says.
 *
 * @param codec        the codec
 * @param track        codec string, sample rate and channels, as in playlists
 * @param extradata    the configuration record as containers store it
 * @param clockHz      samples per second by which frames are counted
 * @param frameSamples samples in each frame; 0 when frames say so themselves or differ
 */
public record AudioConfig(AudioCodec codec, Track.Audio track, byte[] extradata, int clockHz, int frameSamples) {

    /**
     * Reads a tag body: a configuration, or for codecs without one a frame.
     *
     * @throws FlvException when it cannot be, or the codec is not carried here
     */
    public static AudioConfig parse(AudioTagHeader header, byte[] payload) throws FlvException {
        byte[] body = new ByteCursor(payload, header.bodyOffset(), payload.length, "audio configuration")
                .take(payload.length - header.bodyOffset());
        return switch (header.codec()) {
            case AAC -> AacConfig.parse(body);
            case MP3 -> Mp3Config.parse(body);
            case OPUS -> OpusConfig.parse(body);
            case FLAC -> FlacConfig.parse(body);
            case AC3, EAC3, OTHER -> throw FlvException.unsupported("this audio codec is not carried in HLS");
        };
    }

    /** Samples in this frame, counted by {@link #clockHz}; 0 when it does not say. */
    public int samples(byte[] payload, int offset) {
        return codec == AudioCodec.OPUS ? OpusConfig.samples(payload, offset) : frameSamples;
    }

    /** The same as MPEG-TS can say it: HE-AAC as its AAC-LC core, everything else unchanged. */
    public AudioConfig core() {
        return codec == AudioCodec.AAC ? AacConfig.core(this) : this;
    }
}
