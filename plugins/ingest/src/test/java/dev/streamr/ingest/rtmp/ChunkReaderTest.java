package dev.streamr.ingest.rtmp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChunkReaderTest {

    private static final Duration ANY = Duration.ofSeconds(1);

    @Test
    void readsAFullHeader() throws IOException {
        RawMessage message = Chunks.only("04 000102 000003 08 01000000 aabbcc");
        assertEquals(8, message.type());
        assertEquals(0x0102, message.timestamp());
        assertEquals(1, message.streamId());
        assertArrayEquals(Chunks.hex("aabbcc"), message.payload());
    }

    @Test
    void readsChunkStreamIdsOfTwoAndThreeBytes() throws IOException {
        ChunkReader reader = Chunks.reader(Chunks.hex("00 05 000001 000001 08 00000000 aa"
                + "01 0501 000002 000001 09 00000000 bb  c0 05 cc"));
        assertEquals(8, reader.read().type());
        assertEquals(9, reader.read().type());
        RawMessage third = reader.read();
        assertEquals(8, third.type());
        assertArrayEquals(Chunks.hex("cc"), third.payload());
    }

    @Test
    void putsInterleavedMessagesTogether() throws IOException {
        byte[] video = Chunks.payload(200);
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.writeBytes(Chunks.hex("06 000000 0000c8 09 01000000"));
        wire.write(video, 0, 128);
        wire.writeBytes(Chunks.hex("04 000005 000001 08 01000000 77"));
        wire.writeBytes(Chunks.hex("c6"));
        wire.write(video, 128, 72);
        ChunkReader reader = Chunks.reader(wire.toByteArray());
        assertArrayEquals(Chunks.hex("77"), reader.read().payload());
        assertArrayEquals(video, reader.read().payload());
    }

    @Test
    void addsDeltasOfTypesOneTwoAndThree() throws IOException {
        ChunkReader reader = Chunks.reader(Chunks.hex("""
                04 0f4240 000001 08 01000000 01
                44 000014 000001 08 02
                84 00000a 03
                c4 04"""));
        assertEquals(1_000_000, reader.read().timestamp());
        assertEquals(1_000_020, reader.read().timestamp());
        assertEquals(1_000_030, reader.read().timestamp());
        assertEquals(1_000_040, reader.read().timestamp());
    }

    @Test
    void takesTheFirstTimestampAsDeltaOfATypeThreeMessageOnlyWhenItCanBeOne() throws IOException {
        ChunkReader small = Chunks.reader(Chunks.hex("04 000017 000001 08 01000000 01 c4 02"));
        assertEquals(23, small.read().timestamp());
        assertEquals(46, small.read().timestamp());
        ChunkReader large = Chunks.reader(Chunks.hex("04 0f4240 000001 08 01000000 01 c4 02"));
        assertEquals(1_000_000, large.read().timestamp());
        assertEquals(1_000_000, large.read().timestamp());
    }

    @Test
    void readsExtendedTimestampsOnContinuedChunks() throws IOException {
        byte[] payload = Chunks.payload(300);
        RawMessage message = Chunks.reader(Chunks.message(9, 0x01020304, payload, 128)).read();
        assertEquals(0x01020304, message.timestamp());
        assertArrayEquals(payload, message.payload());
    }

    @Test
    void readsContinuedChunksWithoutTheExtendedTimestampThatOldPeersLeaveOut() throws IOException {
        byte[] payload = Chunks.payload(129);
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.writeBytes(Chunks.hex("06 ffffff 000081 09 01000000 01020304"));
        wire.write(payload, 0, 128);
        wire.writeBytes(Chunks.hex("c6"));
        wire.write(payload, 128, 1);
        RawMessage message = Chunks.reader(wire.toByteArray()).read();
        assertArrayEquals(payload, message.payload());
    }

    @Test
    void acceptsAnExtendedFieldThatHoldsTheTimestampInsteadOfTheDelta() throws IOException {
        ChunkReader reader = Chunks.reader(Chunks.hex("""
                04 ffffff 000001 08 01000000 01000000 01
                44 ffffff 000001 08 01000017 02"""));
        assertEquals(0x01000000, reader.read().timestamp());
        assertEquals(0x01000017, reader.read().timestamp());
    }

    @Test
    void acceptsAnExtendedFieldThatHoldsADelta() throws IOException {
        ChunkReader reader = Chunks.reader(Chunks.hex("""
                04 0003e8 000001 08 01000000 01
                44 ffffff 000001 08 02000000 02"""));
        assertEquals(1000, reader.read().timestamp());
        assertEquals(1000 + 0x02000000, reader.read().timestamp());
    }

    @Test
    void opensAChunkStreamWithTypeOne() throws IOException {
        RawMessage ping = Chunks.only("42 000000 000006 04 0006 00000001");
        assertEquals(MessageType.USER_CONTROL, ping.type());
    }

    @Test
    void refusesAChunkThatRefersToNoHeader() {
        assertEquals(CloseReason.MALFORMED, refusal(Chunks.hex("c4 00")).reason());
        assertEquals(CloseReason.MALFORMED, refusal(Chunks.hex("84 000000 00")).reason());
    }

    @Test
    void refusesAMessageAboveTheBoundBeforeItComes() {
        assertEquals(CloseReason.LIMIT, refusal(Chunks.hex("04 000000 000801 08 01000000")).reason());
    }

    @Test
    void boundsWhatManyUnfinishedMessagesHold() {
        String head = "000000 000800 08 01000000" + "00".repeat(128);
        assertEquals(CloseReason.LIMIT, refusal(Chunks.hex("04" + head + "05" + head + "06" + head)).reason());
    }

    @Test
    void boundsTheNumberOfChunkStreams() {
        StringBuilder wire = new StringBuilder();
        for (int id = 0; id < 65; id++) {
            wire.append("00%02x 000000 000001 08 01000000 00".formatted(id));
        }
        RtmpException refusal = refusalAfter(Chunks.hex(wire.toString()), 64);
        assertEquals(CloseReason.LIMIT, refusal.reason());
    }

    @Test
    void boundsTheChunkSize() throws RtmpException {
        ChunkReader reader = Chunks.reader(new byte[0]);
        reader.chunkSize(65_536);
        assertThrows(RtmpException.class, () -> reader.chunkSize(65_537));
        assertThrows(RtmpException.class, () -> reader.chunkSize(0));
        assertThrows(RtmpException.class, () -> reader.chunkSize(-1));
    }

    @Test
    void forgetsAnAbortedMessage() throws IOException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.writeBytes(Chunks.hex("06 000000 0000c8 09 01000000"));
        wire.writeBytes(new byte[128]);
        wire.writeBytes(Chunks.hex("02 000000 000004 02 00000000 00000006"));
        wire.writeBytes(Chunks.hex("06 000000 000001 09 01000000 55"));
        ChunkReader reader = Chunks.reader(wire.toByteArray());
        assertEquals(new RtmpMessage.Abort(6), RtmpMessage.of(reader.read()));
        reader.abort(6);
        assertArrayEquals(Chunks.hex("55"), reader.read().payload());
    }

    @Test
    void tellsTheEndOfTheConnection() {
        assertThrows(EOFException.class, () -> Chunks.only("04 0000"));
    }

    private static RtmpException refusal(byte[] wire) {
        return refusalAfter(wire, 0);
    }

    private static RtmpException refusalAfter(byte[] wire, int messages) {
        ChunkReader reader = Chunks.reader(wire,
                new RtmpLimits(2048, 65_536, 10, 10, ANY, ANY, ANY, ANY));
        return assertThrows(RtmpException.class, () -> {
            for (int i = 0; i <= messages; i++) {
                reader.read();
            }
        });
    }
}
