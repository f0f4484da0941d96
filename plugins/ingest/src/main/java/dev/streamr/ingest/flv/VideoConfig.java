package dev.streamr.ingest.flv;

import dev.streamr.api.Track;

/**
 * What a video sequence header says.
 *
 * @param codec      the codec
 * @param track      codec string and size, as in playlists
 * @param extradata  the configuration record as containers store it: avcC, hvcC, av1C, vpcC
 * @param profile    the codec's own profile number
 * @param level      the codec's own level number
 * @param bitDepth   bits per sample; 8 where it does not matter
 * @param nalLength  bytes of the length in front of each NAL unit, 1 to 4; 0 for codecs without NAL units
 */
public record VideoConfig(VideoCodec codec, Track.Video track, byte[] extradata, int profile, int level, int bitDepth,
        int nalLength) {

    /** Largest width and height; what H.264 level 6.2 and AV1 level 6.3 reach. */
    static final int MOST_PIXELS = 16_384;

    /**
     * Reads a tag body whose content is {@link VideoTagHeader.Content#CONFIGURATION}.
     *
     * @throws FlvException when it cannot be, or the codec is not carried here
     */
    public static VideoConfig parse(VideoTagHeader header, byte[] payload) throws FlvException {
        byte[] body = new ByteCursor(payload, header.bodyOffset(), payload.length, "video configuration")
                .take(payload.length - header.bodyOffset());
        return switch (header.codec()) {
            case H264 -> AvcConfig.parse(body);
            case HEVC -> HevcConfig.parse(body);
            case AV1 -> Av1Config.parse(body);
            case VP9 -> Vp9Config.parse(body);
            case OTHER -> throw FlvException.unsupported("this video codec is not carried in HLS");
        };
    }

    /** The same with the size that a keyframe says, for VP9, whose configuration does not hold it. */
    public VideoConfig refinedBy(byte[] payload, int offset) throws FlvException {
        return codec == VideoCodec.VP9 && track.width() == 0 ? Vp9Config.withSizeOf(this, payload, offset) : this;
    }

    static Track.Video track(String codec, long width, long height) throws FlvException {
        if (width < 0 || height < 0 || width > MOST_PIXELS || height > MOST_PIXELS) {
            throw FlvException.malformed("video configuration: size is out of range");
        }
        return new Track.Video(codec, (int) width, (int) height);
    }
}
