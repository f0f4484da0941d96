package dev.streamr.ingest.rtmp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.streamr.api.FlvTag;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkWriterTest {

    @Test
    void writesAFullHeader() {
        assertEquals("040000190000020801000000afff", HexFormat.of()
                .formatHex(ChunkWriter.encode(MessageType.AUDIO, 25, 1, Chunks.hex("afff"))));
    }

    @Test
    void repeatsTheExtendedTimestampOnEveryChunk() throws IOException {
        byte[] payload = Chunks.payload(2 * ChunkWriter.CHUNK_BYTES + 10);
        byte[] wire = ChunkWriter.encode(MessageType.VIDEO, 0x00FFFFFF, 1, payload);
        assertEquals(ChunkWriter.encodedLength(payload.length, 0x00FFFFFF), wire.length);
        assertEquals("06ffffff02000a090100000000ffffff", HexFormat.of().formatHex(wire, 0, 16));
        int second = 16 + ChunkWriter.CHUNK_BYTES;
        assertEquals("c600ffffff", HexFormat.of().formatHex(wire, second, second + 5));
        ChunkReader reader = Chunks.reader(wire);
        reader.chunkSize(ChunkWriter.CHUNK_BYTES);
        assertArrayEquals(payload, reader.read().payload());
    }

    @Test
    void writesTagsTheSameForEveryPlayer() throws IOException {
        long beyond32Bits = (1L << 32) + 40;
        byte[] wire = RtmpTagEncoding.INSTANCE.encode(
                List.of(new FlvTag(FlvTag.Kind.VIDEO_KEYFRAME, 16_777_214, Chunks.payload(70_000)),
                        new FlvTag(FlvTag.Kind.AUDIO, 16_777_216, Chunks.payload(3)),
                        new FlvTag(FlvTag.Kind.VIDEO, beyond32Bits, Chunks.payload(1))));
        ChunkReader reader = Chunks.reader(wire);
        reader.chunkSize(ChunkWriter.CHUNK_BYTES);
        RawMessage video = reader.read();
        assertEquals(16_777_214, video.timestamp());
        assertArrayEquals(Chunks.payload(70_000), video.payload());
        RawMessage audio = reader.read();
        assertEquals(MessageType.AUDIO, audio.type());
        assertEquals(16_777_216, audio.timestamp());
        assertEquals(40, reader.read().timestamp());
    }
}
