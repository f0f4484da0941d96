package dev.streamr.ingest.rtmp;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts messages together from chunks (section 5.3). Chunks of several messages may interleave. Tolerates what real
 * peers do: extended timestamps left out of type-3 chunks, chunk streams that open with type 1, absolute timestamps
 * where the specification asks for deltas. For one thread.
 */
final class ChunkReader {

    /** Chunk size until the peer sets another (section 5.4.1). */
    static final int INITIAL_CHUNK_BYTES = 128;

    private static final int EXTENDED = 0xFFFFFF;

    /** Peers use fewer than ten. */
    private static final int MAX_CHUNK_STREAMS = 64;

    /** A longer gap between two messages is taken for a sign that the number is not a delta. */
    private static final int PLAUSIBLE_GAP_MILLIS = 10_000;

    private final WireInput in;
    private final RtmpLimits limits;
    private int maxMessageBytes;
    private final Map<Integer, ChunkStream> streams = new HashMap<>();
    private int chunkBytes = INITIAL_CHUNK_BYTES;
    private long assemblingBytes;

    ChunkReader(WireInput in, RtmpLimits limits) {
        this.in = in;
        this.limits = limits;
        this.maxMessageBytes = limits.maxMessageBytes();
    }

    /** From now on no message may be longer than this, nor than the limits allow. */
    void messageBound(int bytes) {
        maxMessageBytes = Math.min(bytes, limits.maxMessageBytes());
    }

    /** Waits for the next whole message. */
    RawMessage read() throws IOException {
        while (true) {
            int first = in.u8();
            ChunkStream stream = stream(chunkStreamId(first & 0x3F));
            header(stream, first >> 6);
            payload(stream);
            if (stream.missing() == 0) {
                assemblingBytes -= stream.length;
                return stream.complete();
            }
        }
    }

    /** The peer changes its chunk size from now on. */
    void chunkSize(int bytes) throws RtmpException {
        if (bytes < 1 || bytes > limits.maxChunkBytes()) {
            throw RtmpException.limit("chunk size " + Integer.toUnsignedString(bytes) + " is not within 1 to "
                    + limits.maxChunkBytes());
        }
        chunkBytes = bytes;
    }

    /** The peer gives up the message it had begun on this chunk stream. */
    void abort(int chunkStreamId) {
        ChunkStream stream = streams.get(chunkStreamId);
        if (stream != null) {
            discard(stream);
        }
    }

    private int chunkStreamId(int low) throws IOException {
        return switch (low) {
            case 0 -> 64 + in.u8();
            case 1 -> 64 + in.u8() + 256 * in.u8();
            default -> low;
        };
    }

    private ChunkStream stream(int id) throws RtmpException {
        ChunkStream stream = streams.get(id);
        if (stream == null) {
            if (streams.size() == MAX_CHUNK_STREAMS) {
                throw RtmpException.limit("more than " + MAX_CHUNK_STREAMS + " chunk streams");
            }
            stream = new ChunkStream();
            streams.put(id, stream);
        }
        return stream;
    }

    private void header(ChunkStream stream, int format) throws IOException {
        if (format == 3) {
            continued(stream);
            return;
        }
        if (format == 2 && !stream.known) {
            throw RtmpException.malformed("a chunk refers to a header that never came");
        }
        discard(stream);
        int time = in.u24();
        if (format <= 1) {
            stream.length = in.u24();
            stream.type = in.u8();
        }
        if (format == 0) {
            stream.streamId = in.i32LittleEndian();
        }
        stream.extended = time == EXTENDED;
        if (stream.extended) {
            time = in.i32();
            stream.extendedValue = time;
        }
        if (format == 0) {
            stream.timestamp = time;
            stream.delta = time >= 0 && time <= PLAUSIBLE_GAP_MILLIS ? time : 0;
        } else {
            stream.delta = delta(stream, time);
            stream.timestamp += stream.delta;
        }
        stream.known = true;
        begin(stream);
    }

    /**
     * The delta of a type-1 or type-2 header. Peers disagree on whether the extended field holds a delta or the
     * timestamp itself (veovera/enhanced-rtmp#42): a value next to the last timestamp is a timestamp.
     */
    private static int delta(ChunkStream stream, int value) {
        int asTimestamp = value - stream.timestamp;
        return stream.extended && Math.abs((long) asTimestamp) <= PLAUSIBLE_GAP_MILLIS ? asTimestamp : value;
    }

    /** A type-3 chunk: goes on with the message, or begins one with the header of the last. */
    private void continued(ChunkStream stream) throws IOException {
        if (!stream.known) {
            throw RtmpException.malformed("a chunk refers to a header that never came");
        }
        if (stream.extended && !in.skipIfEqual(stream.extendedValue) && stream.timestamp != stream.extendedValue) {
            in.skipIfEqual(stream.timestamp);
        }
        if (!stream.assembling()) {
            stream.timestamp += stream.delta;
            begin(stream);
        }
    }

    private void begin(ChunkStream stream) throws RtmpException {
        if (stream.length > maxMessageBytes) {
            throw RtmpException.limit("message of " + stream.length + " bytes, allowed are " + maxMessageBytes);
        }
        if (assemblingBytes + stream.length > 2L * maxMessageBytes) {
            throw RtmpException.limit("too many bytes in unfinished messages");
        }
        assemblingBytes += stream.length;
        stream.begin();
    }

    private void payload(ChunkStream stream) throws IOException {
        int count = Math.min(chunkBytes, stream.missing());
        byte[] target = stream.room(count);
        in.readFully(target, stream.filled(), count);
        stream.advance(count);
    }

    private void discard(ChunkStream stream) {
        if (stream.assembling()) {
            assemblingBytes -= stream.length;
            stream.discard();
        }
    }
}
