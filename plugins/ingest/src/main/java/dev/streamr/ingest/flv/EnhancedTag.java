package dev.streamr.ingest.flv;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes multitrack and ModEx away from an Enhanced RTMP v2 tag body, so that what viewers get is what the first
 * edition of the format already knew. Of several tracks the one numbered 0 stays: it is the default by definition.
 */
final class EnhancedTag {

    private static final int MOD_EX = 7;
    private static final int VIDEO_MULTITRACK = 6;
    private static final int AUDIO_MULTITRACK = 5;
    private static final int ONE_TRACK = 0;
    private static final int MANY_TRACKS_MANY_CODECS = 2;

    private EnhancedTag() {}

    /** Whether the body has such a header at all. */
    static boolean isEnhanced(boolean video, byte[] payload) {
        return video ? (payload[0] & 0x80) != 0 : (payload[0] & 0xF0) == 0x90;
    }

    /** The body without multitrack and ModEx; null when it does not concern the first track. */
    static byte @Nullable [] flatten(boolean video, byte[] payload) throws FlvException {
        int multitrack = video ? VIDEO_MULTITRACK : AUDIO_MULTITRACK;
        int type = payload[0] & 0x0F;
        if (type != MOD_EX && type != multitrack) {
            return payload;
        }
        ByteCursor in = new ByteCursor(payload, 1, payload.length, "enhanced tag header");
        while (type == MOD_EX) {
            type = skipModifier(in);
        }
        if (type != multitrack) {
            return join(payload[0], type, in.u32(), payload, in.position(), payload.length);
        }
        int tracks = in.u8();
        type = tracks & 0x0F;
        if (type == multitrack || type == MOD_EX) {
            throw FlvException.malformed("enhanced tag: multitrack inside multitrack");
        }
        return firstTrack(in, payload, tracks >> 4, type);
    }

    /** Skips one modifier and returns the packet type behind it. */
    private static int skipModifier(ByteCursor in) throws FlvException {
        int size = in.u8() + 1;
        if (size == 256) {
            size = in.u16() + 1;
        }
        in.skip(size);
        return in.u8() & 0x0F;
    }

    private static byte @Nullable [] firstTrack(ByteCursor in, byte[] payload, int layout, int type)
            throws FlvException {
        if (layout > MANY_TRACKS_MANY_CODECS) {
            throw FlvException.malformed("enhanced tag: unknown multitrack type");
        }
        int fourCc = layout == MANY_TRACKS_MANY_CODECS ? 0 : in.u32();
        while (in.remaining() > 0) {
            int codec = layout == MANY_TRACKS_MANY_CODECS ? in.u32() : fourCc;
            int track = in.u8();
            int size = layout == ONE_TRACK ? in.remaining() : in.u24();
            int from = in.skip(size);
            if (track == 0) {
                return join(payload[0], type, codec, payload, from, from + size);
            }
        }
        return null;
    }

    private static byte[] join(byte first, int type, int fourCc, byte[] payload, int from, int to) {
        byte[] body = Arrays.copyOfRange(payload, from - 5, to);
        body[0] = (byte) ((first & 0xF0) | type);
        for (int i = 0; i < 4; i++) {
            body[1 + i] = (byte) (fourCc >> (24 - 8 * i));
        }
        return body;
    }
}
