package dev.streamr.playback.flv;

import dev.streamr.api.FlvTag;
import dev.streamr.api.Track;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What frames an endless FLV file in HTTP chunks: its beginning, a sign of life, its end. */
final class FlvHead {

    /** The chunk that ends the response. */
    static final byte[] END = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] START = "d\r\nFLV\1".getBytes(StandardCharsets.US_ASCII);
    private static final int AUDIO = 4;
    private static final int VIDEO = 1;
    private static final int HEADER_SIZE = 9;
    private static final int AMF_STRING = 2;
    private static final int AMF_ECMA_ARRAY = 8;
    private static final int AMF_OBJECT_END = 9;

    private FlvHead() {}

    /**
     * The FLV file header (Annex E.2) as a chunk. Its flags name the kinds of media that are really there, since players
     * wait for, or throw away, what the flags get wrong; both when nothing is known yet.
     *
     * @param preamble the first tags that follow
     * @param tracks   what the bitstream is known to hold
     */
    static byte[] fileHeader(List<FlvTag> preamble, List<Track> tracks) {
        int flags = 0;
        for (FlvTag tag : preamble) {
            flags |= switch (tag.kind()) {
                case AUDIO_HEADER, AUDIO -> AUDIO;
                case VIDEO_HEADER, VIDEO_KEYFRAME, VIDEO -> VIDEO;
                case METADATA -> 0;
            };
        }
        for (Track track : tracks) {
            flags |= switch (track) {
                case Track.Audio _ -> AUDIO;
                case Track.Video _ -> VIDEO;
            };
        }
        return ByteBuffer.allocate(START.length + 1 + 4 + 4 + 2)
                .put(START).put((byte) (flags == 0 ? AUDIO | VIDEO : flags))
                .putInt(HEADER_SIZE).putInt(0).put((byte) '\r').put((byte) '\n').array();
    }

    /**
     * An onMetaData without entries, which every player reads and none acts upon: written while a stream is idle, it
     * shows whether the viewer is still there.
     */
    static byte[] signOfLife(long timestampMillis) {
        byte[] name = "onMetaData".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer body = ByteBuffer.allocate(3 + name.length + 5 + 3);
        body.put((byte) AMF_STRING).putShort((short) name.length).put(name);
        body.put((byte) AMF_ECMA_ARRAY).putInt(0).putShort((short) 0).put((byte) AMF_OBJECT_END);
        return FlvEncoding.INSTANCE
                .encode(List.of(new FlvTag(FlvTag.Kind.METADATA, timestampMillis, body.array())));
    }
}
