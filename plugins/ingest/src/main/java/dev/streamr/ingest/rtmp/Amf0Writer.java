package dev.streamr.ingest.rtmp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes AMF0 values. For one thread. */
final class Amf0Writer {

    private static final int SHORT_STRING_BYTES = 0xFFFF;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    /** These values, one after the other. */
    static byte[] encode(List<? extends Amf> values) {
        Amf0Writer writer = new Amf0Writer();
        values.forEach(writer::value);
        return writer.out.toByteArray();
    }

    private void value(Amf value) {
        switch (value) {
            case Amf.Num(double number) -> marker(0x00).number(number);
            case Amf.Bool(boolean bool) -> marker(0x01).out.write(bool ? 1 : 0);
            case Amf.Text(String text) -> text(text);
            case Amf.Obj(var entries) -> marker(0x03).fields(entries);
            case Amf.EcmaArray(var entries) -> marker(0x08).u32(entries.size()).fields(entries);
            case Amf.StrictArray(var items) -> {
                marker(0x0A).u32(items.size());
                items.forEach(this::value);
            }
            case Amf.Date(double millis) -> marker(0x0B).number(millis).u16(0);
            case Amf.Nothing.NULL -> marker(0x05);
            case Amf.Nothing.UNDEFINED -> marker(0x06);
        }
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= SHORT_STRING_BYTES) {
            marker(0x02).u16(bytes.length);
        } else {
            marker(0x0C).u32(bytes.length);
        }
        out.writeBytes(bytes);
    }

    /** Keys longer than a short string cannot be written; they are cut, which no reader of ours ever meets. */
    private void fields(Map<String, Amf> entries) {
        entries.forEach((key, value) -> {
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            int length = Math.min(bytes.length, SHORT_STRING_BYTES);
            u16(length).out.write(bytes, 0, length);
            value(value);
        });
        u16(0).marker(0x09);
    }

    private Amf0Writer marker(int marker) {
        out.write(marker);
        return this;
    }

    private Amf0Writer number(double value) {
        out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
        return this;
    }

    private Amf0Writer u16(int value) {
        out.write(value >>> 8);
        out.write(value);
        return this;
    }

    private Amf0Writer u32(int value) {
        return u16(value >>> 16).u16(value);
    }
}
