package dev.streamr.ingest.rtmp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** A message that means something to this server. */
sealed interface RtmpMessage {

    /** The peer's chunk size from now on (5.4.1). */
    record SetChunkSize(int bytes) implements RtmpMessage {}

    /** The peer gives up a message it had begun (5.4.2). */
    record Abort(int chunkStreamId) implements RtmpMessage {}

    /** How many bytes the peer wants acknowledged at a time (5.4.4, 5.4.5). */
    record Window(int bytes) implements RtmpMessage {}

    /** Ping, buffer length and the like (6.2). */
    record UserControl(int event, int value) implements RtmpMessage {
        static final int STREAM_BEGIN = 0;
        static final int STREAM_EOF = 1;
        static final int PING_REQUEST = 6;
        static final int PING_RESPONSE = 7;
    }

    /** A remote call (7.2); arguments without name and transaction. */
    record Command(String name, double transaction, List<Amf> arguments) implements RtmpMessage {

        /** The argument at this place, or undefined. The first is the command object. */
        Amf argument(int index) {
            return index < arguments.size() ? arguments.get(index) : Amf.Nothing.UNDEFINED;
        }
    }

    /** Audio, video or AMF0 data; {@code type} is 8, 9 or 18. */
    record Media(int type, int timestamp, byte[] payload) implements RtmpMessage {}

    /** Several media messages in one (7.1.6). */
    record Aggregate(int timestamp, byte[] payload) implements RtmpMessage {}

    /** Acknowledgements, shared objects and what nobody knows. */
    record Ignored(int type) implements RtmpMessage {}

    /** What a message means. */
    static RtmpMessage of(RawMessage raw) throws RtmpException {
        byte[] payload = raw.payload();
        return switch (raw.type()) {
            case MessageType.SET_CHUNK_SIZE -> new SetChunkSize(i32(payload, 0));
            case MessageType.ABORT -> new Abort(i32(payload, 0));
            case MessageType.WINDOW_SIZE, MessageType.PEER_BANDWIDTH -> new Window(i32(payload, 0));
            case MessageType.USER_CONTROL -> userControl(payload);
            case MessageType.AUDIO, MessageType.VIDEO, MessageType.DATA_AMF0 ->
                new Media(raw.type(), raw.timestamp(), payload);
            case MessageType.DATA_AMF3 ->
                new Media(MessageType.DATA_AMF0, raw.timestamp(), withoutPrefix(payload));
            case MessageType.COMMAND_AMF0 -> command(payload, 0);
            case MessageType.COMMAND_AMF3 -> command(payload, prefixLength(payload));
            case MessageType.AGGREGATE -> new Aggregate(raw.timestamp(), payload);
            default -> new Ignored(raw.type());
        };
    }

    private static Command command(byte[] payload, int offset) throws RtmpException {
        List<Amf> values = Amf0Reader.readAll(payload, offset);
        if (values.isEmpty() || !(values.getFirst() instanceof Amf.Text(String name))) {
            throw RtmpException.malformed("a command without a name");
        }
        double transaction = values.size() > 1 ? values.get(1).number() : 0;
        return new Command(name, transaction, List.copyOf(values.subList(Math.min(2, values.size()), values.size())));
    }

    private static UserControl userControl(byte[] payload) throws RtmpException {
        if (payload.length < Short.BYTES) {
            throw RtmpException.malformed("a control message is too short");
        }
        int event = ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        return new UserControl(event, payload.length < 6 ? 0 : i32(payload, Short.BYTES));
    }

    /** The zero byte that says "AMF0 follows" in messages of the AMF3 types; some peers leave it out. */
    private static int prefixLength(byte[] payload) {
        return payload.length > 0 && payload[0] == 0 ? 1 : 0;
    }

    private static byte[] withoutPrefix(byte[] payload) {
        int prefix = prefixLength(payload);
        return prefix == 0 ? payload : Arrays.copyOfRange(payload, prefix, payload.length);
    }

    private static int i32(byte[] payload, int offset) throws RtmpException {
        if (payload.length < offset + Integer.BYTES) {
            throw RtmpException.malformed("a control message is too short");
        }
        return ByteBuffer.wrap(payload).getInt(offset);
    }
}
