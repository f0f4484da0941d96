package dev.streamr.ingest.flv;

/**
 * The head of a video tag body: FLV 10.1 section E.4.3.1, or ExVideoTagHeader of Enhanced RTMP v2 without multitrack
 * and ModEx ({@link FlvTags} takes those away).
 *
 * @param codec             the codec
 * @param content           what follows the header
 * @param keyframe          whether decoding can start here
 * @param compositionMillis presentation time minus decode time; may be negative
 * @param bodyOffset        where the codec's bytes begin
 */
public record VideoTagHeader(VideoCodec codec, Content content, boolean keyframe, int compositionMillis,
        int bodyOffset) {

    private static final int COMMAND_FRAME = 5;

    /** What a tag body holds. */
    public enum Content {
        /** Decoder configuration. */
        CONFIGURATION,
        /** One access unit. */
        FRAME,
        /** End of sequence, colour metadata, commands: nothing to decode. */
        OTHER
    }

    /** Reads the head of a body of at least one byte. */
    public static VideoTagHeader parse(byte[] payload) throws FlvException {
        ByteCursor in = new ByteCursor(payload, 0, payload.length, "video tag header");
        int first = in.u8();
        boolean enhanced = (first & 0x80) != 0;
        int frameType = first >> 4 & 0x7;
        boolean keyframe = frameType == 1 || frameType == 4;
        if (frameType == COMMAND_FRAME) {
            return new VideoTagHeader(VideoCodec.OTHER, Content.OTHER, false, 0, in.position());
        }
        return enhanced ? enhanced(in, first & 0xF, keyframe) : classic(in, first & 0xF, keyframe);
    }

    private static VideoTagHeader classic(ByteCursor in, int codecId, boolean keyframe) throws FlvException {
        VideoCodec codec = VideoCodec.ofId(codecId);
        if (codec == VideoCodec.OTHER) {
            return new VideoTagHeader(codec, Content.FRAME, keyframe, 0, in.position());
        }
        Content content = switch (in.u8()) {
            case 0 -> Content.CONFIGURATION;
            case 1 -> Content.FRAME;
            case 2 -> Content.OTHER;
            default -> throw FlvException.malformed("video tag: unknown packet type");
        };
        int composition = signed24(in.u24());
        return new VideoTagHeader(codec, content, keyframe, composition, in.position());
    }

    private static VideoTagHeader enhanced(ByteCursor in, int packetType, boolean keyframe) throws FlvException {
        VideoCodec codec = VideoCodec.ofFourCc(in.u32());
        boolean composed = packetType == 1 && (codec == VideoCodec.H264 || codec == VideoCodec.HEVC);
        int composition = composed ? signed24(in.u24()) : 0;
        Content content = switch (packetType) {
            case 0 -> Content.CONFIGURATION;
            case 1, 3 -> Content.FRAME;
            default -> Content.OTHER;
        };
        return new VideoTagHeader(codec, content, keyframe, composition, in.position());
    }

    private static int signed24(int value) {
        return value << 8 >> 8;
    }
}
