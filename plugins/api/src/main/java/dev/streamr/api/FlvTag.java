package dev.streamr.api;

/**
 * One FLV-framed access unit, sequence header or metadata message: what RTMP carries and what HTTP-FLV and RTMP players
 * get. The payload is the tag body (FLV 10.1 Annex E.4, Enhanced RTMP v2), without tag header and previous-tag size.
 *
 * @param kind            what the payload holds
 * @param timestampMillis decode time in milliseconds, unwrapped to 64 bits, never negative; the origin of time is the
 *                        publisher's
 * @param payload         the tag body; shared, nobody changes it
 */
public record FlvTag(Kind kind, long timestampMillis, byte[] payload) {

    /** What a tag holds; decided once, when it is read, so that fan-out never looks into a payload. */
    public enum Kind {
        /** onMetaData, already without {@code @setDataFrame}. */
        METADATA(18),
        /** Video sequence header (decoder configuration). */
        VIDEO_HEADER(9),
        /** A video access unit that decoding can start from. */
        VIDEO_KEYFRAME(9),
        /** Any other video access unit. */
        VIDEO(9),
        /** Audio sequence header (decoder configuration). */
        AUDIO_HEADER(8),
        /** Audio frames. */
        AUDIO(8);

        private final int flvType;

        Kind(int flvType) {
            this.flvType = flvType;
        }

        /** The FLV tag type and RTMP message type: 8 audio, 9 video, 18 script data. */
        public int flvType() {
            return flvType;
        }
    }

    /** @throws IllegalArgumentException when the time is negative */
    public FlvTag {
        if (timestampMillis < 0) {
            throw new IllegalArgumentException("timestampMillis: " + timestampMillis + " is negative");
        }
    }

    /** Whether this is decoder configuration or metadata, which every new viewer needs first. */
    public boolean isHeader() {
        return kind == Kind.METADATA || kind == Kind.VIDEO_HEADER || kind == Kind.AUDIO_HEADER;
    }

    /** The same tag at another time; the payload is shared. */
    public FlvTag at(long timestampMillis) {
        return timestampMillis == this.timestampMillis ? this : new FlvTag(kind, timestampMillis, payload);
    }

    @Override
    public String toString() {
        return kind + "@" + timestampMillis + "ms(" + payload.length + " bytes)";
    }
}
