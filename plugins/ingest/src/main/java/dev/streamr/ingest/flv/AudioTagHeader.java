package dev.streamr.ingest.flv;

/**
 * The head of an audio tag body: FLV 10.1 section E.4.2.1, or ExAudioTagHeader of Enhanced RTMP v2 without multitrack
 * and ModEx ({@link FlvTags} takes those away).
 *
 * @param codec      the codec
 * @param content    what follows the header
 * @param bodyOffset where the codec's bytes begin
 */
public record AudioTagHeader(AudioCodec codec, Content content, int bodyOffset) {

    private static final int ENHANCED = 9;

    /** What a tag body holds. */
    public enum Content {
        /** Decoder configuration. */
        CONFIGURATION,
        /** One frame. */
        FRAME,
        /** End of sequence, channel mapping: nothing to decode. */
        OTHER
    }

    /** Reads the head of a body of at least one byte. */
    public static AudioTagHeader parse(byte[] payload) throws FlvException {
        ByteCursor in = new ByteCursor(payload, 0, payload.length, "audio tag header");
        int first = in.u8();
        if (first >> 4 == ENHANCED) {
            AudioCodec codec = AudioCodec.ofFourCc(in.u32());
            Content content = switch (first & 0xF) {
                case 0 -> Content.CONFIGURATION;
                case 1 -> Content.FRAME;
                default -> Content.OTHER;
            };
            return new AudioTagHeader(codec, content, in.position());
        }
        AudioCodec codec = AudioCodec.ofFormat(first >> 4);
        boolean configuration = codec == AudioCodec.AAC && in.u8() == 0;
        return new AudioTagHeader(codec, configuration ? Content.CONFIGURATION : Content.FRAME, in.position());
    }
}
