package dev.streamr.ingest.rtmp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Amf0Test {

    @Test
    void readsEveryMarkerThatClientsUse() throws RtmpException {
        List<Amf> values = read("""
                00 3ff0000000000000
                01 01
                02 0003 616263
                03 0001 61 05 0000 09
                06 0d 07 0001
                08 00000000 0001 62 01 00 0000 09
                0a 00000002 05 06
                0b 0000000000000000 0000
                0c 00000002 6869
                0f 00000001 78
                10 0001 43 0001 6b 02 0001 76 0000 09""");
        assertEquals(List.of(new Amf.Num(1), new Amf.Bool(true), new Amf.Text("abc"),
                new Amf.Obj(Map.of("a", Amf.Nothing.NULL)), Amf.Nothing.UNDEFINED, Amf.Nothing.UNDEFINED,
                Amf.Nothing.UNDEFINED, new Amf.EcmaArray(Map.of("b", new Amf.Bool(false))),
                new Amf.StrictArray(List.of(Amf.Nothing.NULL, Amf.Nothing.UNDEFINED)), new Amf.Date(0),
                new Amf.Text("hi"), new Amf.Text("x"), new Amf.Obj(Map.of("k", new Amf.Text("v")))), values);
    }

    @Test
    void writesTheBytesOfTheSpecification() {
        Map<String, Amf> fields = new LinkedHashMap<>();
        fields.put("a", new Amf.Num(1));
        fields.put("b", new Amf.Bool(true));
        byte[] bytes = Amf0Writer.encode(List.of(new Amf.Text("é"), Amf.Nothing.NULL, new Amf.EcmaArray(fields)));
        assertArrayEquals(Chunks.hex("02 0002 c3a9 05 08 00000002 0001 61 00 3ff0000000000000 0001 62 01 01 0000 09"),
                bytes);
    }

    @Test
    void readsWhatItWrites() throws RtmpException {
        List<Amf> values = List.of(new Amf.Obj(Map.of("deep", new Amf.StrictArray(List.of(new Amf.Date(5))))),
                new Amf.Text("long".repeat(20_000)), Amf.Nothing.UNDEFINED);
        assertEquals(values, Amf0Reader.readAll(Amf0Writer.encode(values), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 3ff0", "02 0005 6161", "03 0001 61", "0c 7fffffff 61", "0c ffffffff", "0a 00ffffff 05",
            "03 0000 05", "04", "11 01", "63", "08 0000"})
    void refusesWhatIsCutOffOrUnknown(String digits) {
        assertEquals(CloseReason.MALFORMED, assertThrows(RtmpException.class, () -> read(digits)).reason());
    }

    @Test
    void boundsTheDepth() {
        String nested = "03 0001 61".repeat(17) + "05" + "0000 09".repeat(17);
        assertEquals(CloseReason.LIMIT, assertThrows(RtmpException.class, () -> read(nested)).reason());
    }

    @Test
    void boundsTheNumberOfValues() {
        assertEquals(CloseReason.LIMIT, assertThrows(RtmpException.class, () -> read("05".repeat(4097))).reason());
    }

    private static List<Amf> read(String digits) throws RtmpException {
        return Amf0Reader.readAll(Chunks.hex(digits), 0);
    }
}
