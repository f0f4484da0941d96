package dev.streamr.bench.rtmp;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes AMF0 values one after another. */
final class Amf {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** A command: its name, its transaction, and strings or null as arguments. */
    static byte[] command(String name, double transaction, @Nullable String... arguments) {
        Amf amf = new Amf().string(name).number(transaction);
        for (String argument : arguments) {
            amf.stringOrNull(argument);
        }
        return amf.toBytes();
    }

    Amf string(String value) {
        return write(() -> {
            out.writeByte(2);
            key(value);
        });
    }

    Amf number(double value) {
        return write(() -> {
            out.writeByte(0);
            out.writeDouble(value);
        });
    }

    /** An object whose values are strings. */
    Amf object(String... keysAndValues) {
        return write(() -> {
            out.writeByte(3);
            for (int i = 0; i < keysAndValues.length; i += 2) {
                key(keysAndValues[i]);
                string(keysAndValues[i + 1]);
            }
            out.write(new byte[]{0, 0, 9});
        });
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private Amf stringOrNull(@Nullable String value) {
        return value == null ? write(() -> out.writeByte(5)) : string(value);
    }

    private void key(String value) throws IOException {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        out.writeShort(text.length);
        out.write(text);
    }

    private Amf write(Step step) {
        try {
            step.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
