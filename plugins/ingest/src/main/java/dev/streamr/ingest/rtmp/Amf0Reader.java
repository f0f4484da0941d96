package dev.streamr.ingest.rtmp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads AMF0 values from a message. Depth and number of values are bounded; a length that points past the end, an
 * unknown marker or an AMF3 value is malformed. For one thread.
 */
final class Amf0Reader {

    /** Objects within objects; real messages have three. */
    private static final int MAX_DEPTH = 16;

    /** Values in one message; real ones have under a hundred. */
    private static final int MAX_VALUES = 4096;

    private final ByteBuffer in;
    private int values;

    Amf0Reader(byte[] payload, int offset) {
        this.in = ByteBuffer.wrap(payload, offset, payload.length - offset);
    }

    /** All values to the end of the message. */
    static List<Amf> readAll(byte[] payload, int offset) throws RtmpException {
        Amf0Reader reader = new Amf0Reader(payload, offset);
        List<Amf> all = new ArrayList<>();
        while (reader.in.hasRemaining()) {
            all.add(reader.value());
        }
        return all;
    }

    /** The next value. */
    Amf value() throws RtmpException {
        return value(0);
    }

    private Amf value(int depth) throws RtmpException {
        if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
            throw RtmpException.limit("AMF0 value nested too deep or of too many parts");
        }
        require(1);
        int marker = in.get() & 0xFF;
        return switch (marker) {
            case 0x00 -> new Amf.Num(number());
            case 0x01 -> new Amf.Bool(bool());
            case 0x02 -> new Amf.Text(text(u16()));
            case 0x03 -> new Amf.Obj(fields(depth));
            case 0x05 -> Amf.Nothing.NULL;
            case 0x06, 0x0D -> Amf.Nothing.UNDEFINED;
            case 0x07 -> reference();
            case 0x08 -> ecmaArray(depth);
            case 0x0A -> strictArray(depth);
            case 0x0B -> date();
            case 0x0C, 0x0F -> new Amf.Text(text(length32()));
            case 0x10 -> typedObject(depth);
            default -> throw RtmpException.malformed("AMF0 marker " + marker + " cannot be read");
        };
    }

    private Map<String, Amf> fields(int depth) throws RtmpException {
        Map<String, Amf> fields = new LinkedHashMap<>();
        while (true) {
            String key = text(u16());
            if (key.isEmpty() && endMarker()) {
                return fields;
            }
            fields.put(key, value(depth + 1));
        }
    }

    private boolean endMarker() throws RtmpException {
        require(1);
        if (in.get(in.position()) != 0x09) {
            return false;
        }
        in.get();
        return true;
    }

    /** The announced number of entries is only a hint, many writers leave it 0; the end marker counts. */
    private Amf ecmaArray(int depth) throws RtmpException {
        require(Integer.BYTES);
        in.getInt();
        return new Amf.EcmaArray(fields(depth));
    }

    private Amf strictArray(int depth) throws RtmpException {
        int count = length32();
        List<Amf> items = new ArrayList<>(Math.min(count, 16));
        for (int i = 0; i < count; i++) {
            items.add(value(depth + 1));
        }
        return new Amf.StrictArray(items);
    }

    private Amf typedObject(int depth) throws RtmpException {
        text(u16());
        return new Amf.Obj(fields(depth));
    }

    private Amf date() throws RtmpException {
        double millis = number();
        u16();
        return new Amf.Date(millis);
    }

    private Amf reference() throws RtmpException {
        u16();
        return Amf.Nothing.UNDEFINED;
    }

    private double number() throws RtmpException {
        require(Double.BYTES);
        return in.getDouble();
    }

    private boolean bool() throws RtmpException {
        require(1);
        return in.get() != 0;
    }

    private int u16() throws RtmpException {
        require(Short.BYTES);
        return in.getShort() & 0xFFFF;
    }

    /** A 32-bit count of things that take at least one byte each. */
    private int length32() throws RtmpException {
        require(Integer.BYTES);
        int length = in.getInt();
        if (length < 0) {
            throw RtmpException.malformed("AMF0 length points past the end of the message");
        }
        require(length);
        return length;
    }

    private String text(int length) throws RtmpException {
        require(length);
        String text = new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }

    private void require(int count) throws RtmpException {
        if (in.remaining() < count) {
            throw RtmpException.malformed("AMF0 value ends early");
        }
    }
}
