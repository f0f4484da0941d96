package dev.streamr.ingest.rtmp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the server says, ready to send. */
final class Replies {

    /** The one message stream of a connection: what every createStream gets. */
    static final int STREAM_ID = 1;

    /** Bytes that a peer may send before it waits for an acknowledgement; announced, and the most we wait for. */
    static final int WINDOW_BYTES = 2_500_000;

    private static final int LIMIT_DYNAMIC = 2;

    private Replies() {}

    /** What goes before the answer to connect (section 7.2.1.1): window, bandwidth, chunk size. */
    static byte[] preface() {
        byte[] window = control(MessageType.WINDOW_SIZE, i32(WINDOW_BYTES));
        byte[] bandwidth = control(MessageType.PEER_BANDWIDTH,
                ByteBuffer.allocate(5).putInt(WINDOW_BYTES).put((byte) LIMIT_DYNAMIC).array());
        byte[] chunkSize = control(MessageType.SET_CHUNK_SIZE, i32(ChunkWriter.CHUNK_BYTES));
        return ByteBuffer.allocate(window.length + bandwidth.length + chunkSize.length).put(window).put(bandwidth)
                .put(chunkSize).array();
    }

    /** How many bytes came so far, modulo 2^32. */
    static byte[] acknowledgement(long receivedBytes) {
        return control(MessageType.ACKNOWLEDGEMENT, i32((int) receivedBytes));
    }

    /** A user control event. */
    static byte[] userControl(int event, int value) {
        return control(MessageType.USER_CONTROL,
                ByteBuffer.allocate(6).putShort((short) event).putInt(value).array());
    }

    /** {@code _result} of a call. */
    static byte[] result(double transaction, Amf... values) {
        return call(0, "_result", transaction, values);
    }

    /** {@code _error} of a call. */
    static byte[] error(double transaction, String code, String description) {
        return call(0, "_error", transaction, Amf.Nothing.NULL, info("error", code, description, Map.of()));
    }

    /** {@code onStatus} of the stream: how publishing or playing goes. */
    static byte[] streamStatus(String level, String code, String description) {
        return call(STREAM_ID, "onStatus", 0, Amf.Nothing.NULL, info(level, code, description, Map.of()));
    }

    /** {@code onStatus} of the connection: asks the client to come back (Enhanced RTMP v2, reconnect request). */
    static byte[] reconnectRequest() {
        return call(0, "onStatus", 0, Amf.Nothing.NULL, info("status", "NetConnection.Connect.ReconnectRequest",
                "The server stops; please connect again.", Map.of()));
    }

    /** The answer to connect. */
    static byte[] connected(double transaction, Amf.Obj properties, Map<String, Amf> extra) {
        return result(transaction, properties,
                info("status", "NetConnection.Connect.Success", "Connection succeeded.", extra));
    }

    private static Amf.Obj info(String level, String code, String description, Map<String, Amf> extra) {
        Map<String, Amf> fields = new LinkedHashMap<>();
        fields.put("level", new Amf.Text(level));
        fields.put("code", new Amf.Text(code));
        fields.put("description", new Amf.Text(description));
        fields.putAll(extra);
        return new Amf.Obj(fields);
    }

    private static byte[] call(int streamId, String name, double transaction, Amf... values) {
        List<Amf> all = new ArrayList<>(List.of(new Amf.Text(name), new Amf.Num(transaction)));
        all.addAll(List.of(values));
        return ChunkWriter.encode(MessageType.COMMAND_AMF0, 0, streamId, Amf0Writer.encode(all));
    }

    private static byte[] control(int type, byte[] payload) {
        return ChunkWriter.encode(type, 0, 0, payload);
    }

    private static byte[] i32(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }
}
