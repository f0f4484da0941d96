package dev.streamr.ingest.rtmp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RtmpMessageTest {

    @Test
    void skipsThePrefixOfAmf3Commands() throws RtmpException {
        byte[] plain = Amf0Writer.encode(List.of(new Amf.Text("play"), new Amf.Num(4)));
        byte[] prefixed = new byte[plain.length + 1];
        System.arraycopy(plain, 0, prefixed, 1, plain.length);
        RtmpMessage expected = new RtmpMessage.Command("play", 4, List.of());
        assertEquals(expected, RtmpMessage.of(new RawMessage(MessageType.COMMAND_AMF0, 0, 0, plain)));
        assertEquals(expected, RtmpMessage.of(new RawMessage(MessageType.COMMAND_AMF3, 0, 0, prefixed)));
        assertEquals(expected, RtmpMessage.of(new RawMessage(MessageType.COMMAND_AMF3, 0, 0, plain)));
    }

    @Test
    void refusesShortControlMessagesAndCommandsWithoutName() {
        for (int type : List.of(MessageType.SET_CHUNK_SIZE, MessageType.WINDOW_SIZE, MessageType.USER_CONTROL,
                MessageType.COMMAND_AMF0)) {
            RawMessage message = new RawMessage(type, 0, 0, new byte[0]);
            assertThrows(RtmpException.class, () -> RtmpMessage.of(message));
        }
    }

    @Test
    void takesAggregatesApartAndCountsTheirTimesFromTheFirst() throws RtmpException {
        byte[] aggregate = Chunks.hex("""
                08 000002 fffff0 01 000000 aa01 0000000d
                09 000001 000004 02 000000 bb 0000000c""");
        List<RtmpMessage.Media> parts = AggregateMessages.split(new RtmpMessage.Aggregate(5000, aggregate));
        assertEquals(2, parts.size());
        assertEquals(MessageType.AUDIO, parts.get(0).type());
        assertEquals(5000, parts.get(0).timestamp());
        assertArrayEquals(Chunks.hex("aa01"), parts.get(0).payload());
        assertEquals(5000 + 0x14, parts.get(1).timestamp());
    }

    @Test
    void refusesAnAggregateWhoseLengthsLie() {
        RtmpMessage.Aggregate aggregate = new RtmpMessage.Aggregate(0,
                Chunks.hex("08 00ffff 000000 00 000000 aa 0000000c"));
        assertThrows(RtmpException.class, () -> AggregateMessages.split(aggregate));
    }

    @Test
    void bringsMetadataIntoOneForm() throws RtmpException {
        Amf.Obj object = new Amf.Obj(Map.of("videocodecid", new Amf.Num(7)));
        byte[] sent = Amf0Writer.encode(List.of(new Amf.Text("@setDataFrame"), new Amf.Text("onMetaData"), object));
        assertEquals(List.of(new Amf.Text("onMetaData"), new Amf.EcmaArray(object.entries())),
                Amf0Reader.readAll(Metadata.normalised(sent), 0));
    }

    @Test
    void dropsOtherDataMessages() {
        assertEquals(0, Metadata.normalised(Chunks.hex("00000017")).length);
        assertEquals(0, Metadata.normalised(Amf0Writer.encode(List.of(new Amf.Text("onCuePoint")))).length);
        assertEquals(0, Metadata.normalised(new byte[0]).length);
    }
}
