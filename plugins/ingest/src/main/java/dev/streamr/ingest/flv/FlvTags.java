package dev.streamr.ingest.flv;

import dev.streamr.api.FlvTag;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes tags of RTMP messages. Without state; for any thread. */
public final class FlvTags {

    /**
     * Bytes of decoder configuration or metadata at most: they are kept for as long as the stream lives, several
     * versions of them, and real ones have a few hundred.
     */
    static final int MOST_HEADER_BYTES = 64 * 1024;

    private static final int AUDIO = 8;
    private static final int VIDEO = 9;
    private static final int DATA_AMF3 = 15;
    private static final int DATA_AMF0 = 18;
    private static final byte[] SET_DATA_FRAME = amf0("@setDataFrame");
    private static final byte[] ON_META_DATA = amf0("onMetaData");

    private FlvTags() {}

    /**
     * Classifies a message and takes away what viewers cannot use: multitrack (the first track stays), ModEx,
     * {@code @setDataFrame}. A payload that needs no change is not copied.
     *
     * @param messageType     the RTMP message type: 8 audio, 9 video, 15 and 18 data
     * @param timestampMillis decode time, unwrapped, not negative
     * @param payload         the message; shared with the tag, so nobody changes it afterwards
     * @return the tag, or null when there is nothing in it for a viewer: other tracks, commands, end of sequence,
     *     empty messages, data other than onMetaData
     * @throws FlvException when the payload cannot be what it says
     */
    public static @Nullable FlvTag read(int messageType, long timestampMillis, byte[] payload) throws FlvException {
        if (payload.length == 0) {
            return null;
        }
        return switch (messageType) {
            case AUDIO -> audio(timestampMillis, payload);
            case VIDEO -> video(timestampMillis, payload);
            case DATA_AMF0 -> data(timestampMillis, payload, 0);
            case DATA_AMF3 -> data(timestampMillis, payload, 1);
            default -> null;
        };
    }

    private static @Nullable FlvTag video(long timestampMillis, byte[] payload) throws FlvException {
        byte[] flat = EnhancedTag.isEnhanced(true, payload) ? EnhancedTag.flatten(true, payload) : payload;
        if (flat == null) {
            return null;
        }
        VideoTagHeader header = VideoTagHeader.parse(flat);
        if (header.bodyOffset() >= flat.length) {
            return null;
        }
        return switch (header.content()) {
            case CONFIGURATION -> header(FlvTag.Kind.VIDEO_HEADER, timestampMillis, flat);
            case FRAME -> new FlvTag(header.keyframe() ? FlvTag.Kind.VIDEO_KEYFRAME : FlvTag.Kind.VIDEO,
                    timestampMillis, flat);
            case OTHER -> null;
        };
    }

    private static @Nullable FlvTag audio(long timestampMillis, byte[] payload) throws FlvException {
        byte[] flat = EnhancedTag.isEnhanced(false, payload) ? EnhancedTag.flatten(false, payload) : payload;
        if (flat == null) {
            return null;
        }
        AudioTagHeader header = AudioTagHeader.parse(flat);
        if (header.bodyOffset() >= flat.length) {
            return null;
        }
        return switch (header.content()) {
            case CONFIGURATION -> header(FlvTag.Kind.AUDIO_HEADER, timestampMillis, flat);
            case FRAME -> new FlvTag(FlvTag.Kind.AUDIO, timestampMillis, flat);
            case OTHER -> null;
        };
    }

    private static @Nullable FlvTag data(long timestampMillis, byte[] payload, int from) throws FlvException {
        int start = startsWith(payload, from, SET_DATA_FRAME) ? from + SET_DATA_FRAME.length : from;
        if (!startsWith(payload, start, ON_META_DATA)) {
            return null;
        }
        byte[] body = start == 0 ? payload : Arrays.copyOfRange(payload, start, payload.length);
        return header(FlvTag.Kind.METADATA, timestampMillis, body);
    }

    private static FlvTag header(FlvTag.Kind kind, long timestampMillis, byte[] payload) throws FlvException {
        if (payload.length > MOST_HEADER_BYTES) {
            throw FlvException.malformed("headers have at most " + MOST_HEADER_BYTES + " bytes, not " + payload.length);
        }
        return new FlvTag(kind, timestampMillis, payload);
    }

    private static boolean startsWith(byte[] bytes, int from, byte[] start) {
        int to = from + start.length;
        return to <= bytes.length && Arrays.equals(bytes, from, to, start, 0, start.length);
    }

    /** A string marker, its length and its characters. */
    private static byte[] amf0(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        byte[] value = new byte[ascii.length + 3];
        value[0] = 2;
        value[2] = (byte) ascii.length;
        System.arraycopy(ascii, 0, value, 3, ascii.length);
        return value;
    }
}
