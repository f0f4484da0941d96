package dev.streamr.ingest.rtmp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is remembered of one chunk stream: the last message header, and the message that is being put together. */
final class ChunkStream {

    /** Up to this length a message's array is made at once; a longer one grows with the bytes that really come. */
    private static final int TRUSTED_BYTES = 64 * 1024;

    int timestamp;
    int delta;
    int length;
    int type;
    int streamId;
    boolean known;
    /** Whether the last header carried an extended timestamp, and its value. */
    boolean extended;
    int extendedValue;

    private byte @Nullable [] payload;
    private int filled;

    boolean assembling() {
        return payload != null;
    }

    void begin() {
        payload = new byte[Math.min(length, TRUSTED_BYTES)];
        filled = 0;
    }

    void discard() {
        payload = null;
        filled = 0;
    }

    int missing() {
        return length - filled;
    }

    int filled() {
        return filled;
    }

    /** The array to read the next {@code count} bytes into, at {@link #filled}. */
    byte[] room(int count) {
        byte[] present = payload;
        if (present == null) {
            throw new IllegalStateException("no message begun");
        }
        if (filled + count > present.length) {
            present = Arrays.copyOf(present, (int) Math.min(length, Math.max(filled + count, 2L * present.length)));
            payload = present;
        }
        return present;
    }

    void advance(int count) {
        filled += count;
    }

    /** The whole message; the next chunk begins a new one. */
    RawMessage complete() {
        RawMessage message = new RawMessage(type, timestamp, streamId, room(0));
        discard();
        return message;
    }
}
