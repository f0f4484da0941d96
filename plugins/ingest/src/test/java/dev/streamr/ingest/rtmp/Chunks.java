package dev.streamr.ingest.rtmp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;

/** Chunks as the specification draws them, written down independently of {@link ChunkWriter}. */
final class Chunks {

    private Chunks() {}

    /** Bytes from hexadecimal digits; blanks are for the reader. */
    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
    }

    /** A message with a full header on chunk stream 3. */
    static byte[] message(int type, int timestamp, byte[] payload, int chunkBytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean extended = Integer.compareUnsigned(timestamp, 0xFFFFFF) >= 0;
        out.write(3);
        out.writeBytes(hex(extended ? "ffffff" : "%06x".formatted(timestamp)));
        out.writeBytes(hex("%06x%02x01000000".formatted(payload.length, type)));
        String again = extended ? "%08x".formatted(timestamp) : "";
        out.writeBytes(hex(again));
        for (int offset = 0; offset < payload.length; offset += chunkBytes) {
            if (offset > 0) {
                out.writeBytes(hex("c3" + again));
            }
            out.write(payload, offset, Math.min(chunkBytes, payload.length - offset));
        }
        return out.toByteArray();
    }

    /** A reader over these bytes; it meets the end of the stream behind them. */
    static ChunkReader reader(byte[] bytes) {
        return reader(bytes, RtmpLimits.DEFAULTS);
    }

    static ChunkReader reader(byte[] bytes, RtmpLimits limits) {
        return new ChunkReader(new WireInput(source(bytes)), limits);
    }

    static WireInput.Source source(byte[] bytes) {
        return new ByteArrayInputStream(bytes)::read;
    }

    /** Some payload that shows where it was cut. */
    static byte[] payload(int length) {
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) (i * 31);
        }
        return payload;
    }

    static RawMessage only(String digits) throws IOException {
        return reader(hex(digits)).read();
    }
}
