package dev.streamr.relay.tags;

import dev.streamr.api.FlvTag;
import dev.streamr.api.SigningKey;
import dev.streamr.api.StreamName;
import dev.streamr.api.VerifyingKey;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes and reads the frames of signed tags (docs/relay.md, Tags). */
final class TagFrames {

    /** Longest body: twice what a batch of tags may hold at most. */
    static final int MOST_BYTES = 32 * 1024 * 1024;
    /** A sign of life. */
    static final byte[] SIGN_OF_LIFE = new byte[4];

    /** The kinds of tags by their numbers on the wire. */
    private static final List<FlvTag.Kind> KINDS = List.of(FlvTag.Kind.values());
    private static final int SIGNATURE_BYTES = 64;
    private static final int STARTS = 1;
    private static final int PREAMBLE = 2;
    private static final int TAG_HEADER = 13;
    private static final int MOST_TAGS = 0xFFFF;

    private TagFrames() {}

    /** The frame of these tags. */
    static byte[] write(List<FlvTag> tags, StreamName stream, SigningKey key) {
        int size = 3;
        for (FlvTag tag : tags) {
            size = Math.addExact(size, TAG_HEADER + tag.payload().length);
        }
        if (tags.size() > MOST_TAGS || size > MOST_BYTES) {
            throw new IllegalArgumentException("tags: too many for one frame");
        }
        ByteBuffer body = ByteBuffer.allocate(size).put((byte) flags(tags)).putShort((short) tags.size());
        for (FlvTag tag : tags) {
            body.put((byte) KINDS.indexOf(tag.kind())).putLong(tag.timestampMillis()).putInt(tag.payload().length)
                    .put(tag.payload());
        }
        byte[] signature = key.sign(signed(stream, body.array()));
        return ByteBuffer.allocate(4 + size + SIGNATURE_BYTES).putInt(size).put(body.array()).put(signature).array();
    }

    private static int flags(List<FlvTag> tags) {
        if (tags.stream().allMatch(FlvTag::isHeader)) {
            return PREAMBLE;
        }
        return tags.stream().filter(tag -> !tag.isHeader()).findFirst()
                .filter(tag -> tag.kind() == FlvTag.Kind.VIDEO_KEYFRAME).isPresent() ? STARTS : 0;
    }

    /** Reads the next frame, as it stands on the wire; empty for a sign of life. */
    static byte[] next(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size == 0) {
            return new byte[0];
        }
        if (size < 3 || size > MOST_BYTES) {
            throw new IOException("tags: a frame of " + Integer.toUnsignedString(size) + " bytes is not allowed");
        }
        byte[] rest = in.readNBytes(size + SIGNATURE_BYTES);
        if (rest.length < size + SIGNATURE_BYTES) {
            throw new IOException("tags: a frame was cut off");
        }
        return ByteBuffer.allocate(4 + rest.length).putInt(size).put(rest).array();
    }

    /**
     * The tags of a frame.
     *
     * @throws IllegalArgumentException when it is malformed, or not signed by this origin for this stream
     */
    static List<FlvTag> read(byte[] frame, StreamName stream, VerifyingKey origin) {
        byte[] body = Arrays.copyOfRange(frame, 4, frame.length - SIGNATURE_BYTES);
        byte[] signature = Arrays.copyOfRange(frame, frame.length - SIGNATURE_BYTES, frame.length);
        if (!origin.signed(signed(stream, body), signature)) {
            throw new IllegalArgumentException("tags: a frame is not signed by the origin");
        }
        try {
            ByteBuffer in = ByteBuffer.wrap(body).position(1);
            int count = Short.toUnsignedInt(in.getShort());
            List<FlvTag> tags = new ArrayList<>(Math.min(count, body.length / TAG_HEADER));
            for (int i = 0; i < count; i++) {
                tags.add(tag(in));
            }
            return tags;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("tags: a frame is malformed", e);
        }
    }

    private static FlvTag tag(ByteBuffer in) {
        int kind = in.get();
        long time = in.getLong();
        int size = in.getInt();
        if (kind < 0 || kind >= KINDS.size() || size < 0 || size > in.remaining()) {
            throw new IllegalArgumentException("tags: a tag is malformed");
        }
        byte[] payload = new byte[size];
        in.get(payload);
        return new FlvTag(KINDS.get(kind), time, payload);
    }

    /** Whether decoding can start with this frame. */
    static boolean starts(byte[] frame) {
        return (frame[4] & STARTS) != 0;
    }

    /** Whether this frame holds nothing but headers. */
    static boolean isPreamble(byte[] frame) {
        return (frame[4] & PREAMBLE) != 0;
    }

    private static byte[] signed(StreamName stream, byte[] body) {
        byte[] before = ("streamr-tags-1\n" + stream + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(before.length + body.length).put(before).put(body).array();
    }
}
