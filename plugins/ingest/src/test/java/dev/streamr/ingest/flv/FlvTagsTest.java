package dev.streamr.ingest.flv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.streamr.api.FlvTag;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FlvTagsTest {

    private static final int AUDIO = 8;
    private static final int VIDEO = 9;
    private static final int DATA = 18;
    private static final String HVC1 = "68766331";
    private static final String OPUS = "4f707573";

    @Test
    void classicVideoIsClassifiedByFrameAndPacketType() throws FlvException {
        assertEquals(FlvTag.Kind.VIDEO_HEADER, kind(VIDEO, "170000000001"));
        assertEquals(FlvTag.Kind.VIDEO_KEYFRAME, kind(VIDEO, "1701000000aa"));
        assertEquals(FlvTag.Kind.VIDEO, kind(VIDEO, "2701000000aa"));
        assertNull(FlvTags.read(VIDEO, 0, bytes("1702000000")), "end of sequence");
        assertNull(FlvTags.read(VIDEO, 0, bytes("5700")), "command frame");
    }

    @Test
    void classicAudioIsClassifiedByPacketType() throws FlvException {
        assertEquals(FlvTag.Kind.AUDIO_HEADER, kind(AUDIO, "af001190"));
        assertEquals(FlvTag.Kind.AUDIO, kind(AUDIO, "af0121"));
        assertEquals(FlvTag.Kind.AUDIO, kind(AUDIO, "2ffffb"));
    }

    @Test
    void hevcOfOldEncodersIsCodecIdTwelve() throws FlvException {
        VideoTagHeader header = VideoTagHeader.parse(bytes("1c01fffff0aa"));
        assertEquals(VideoCodec.HEVC, header.codec());
        assertEquals(-16, header.compositionMillis());
        assertEquals(5, header.bodyOffset());
    }

    @Test
    void enhancedFramesWithoutCompositionTimeHaveNone() throws FlvException {
        VideoTagHeader coded = VideoTagHeader.parse(bytes("91" + HVC1 + "000021aa"));
        assertEquals(33, coded.compositionMillis());
        VideoTagHeader codedX = VideoTagHeader.parse(bytes("93" + HVC1 + "aa"));
        assertEquals(0, codedX.compositionMillis());
        assertEquals(5, codedX.bodyOffset());
        assertNull(FlvTags.read(VIDEO, 0, bytes("94" + HVC1 + "00")), "colour metadata");
    }

    @Test
    void modifiersAreTakenAway() throws FlvException {
        FlvTag tag = Objects.requireNonNull(FlvTags.read(VIDEO, 7, bytes("97" + "020f4240" + "03" + HVC1 + "aabb")));
        assertEquals(FlvTag.Kind.VIDEO_KEYFRAME, tag.kind());
        assertArrayEquals(bytes("93" + HVC1 + "aabb"), tag.payload());
    }

    @Test
    void ofSeveralTracksTheFirstStays() throws FlvException {
        FlvTag many = read(VIDEO, "96" + "13" + HVC1 + "01000001ee" + "00000002aabb");
        assertArrayEquals(bytes("93" + HVC1 + "aabb"), many.payload());
        FlvTag codecs = read(AUDIO, "95" + "21" + OPUS + "00000002cafe" + "6d703461" + "01000001ee");
        assertArrayEquals(bytes("91" + OPUS + "cafe"), codecs.payload());
        FlvTag one = read(AUDIO, "95" + "01" + OPUS + "00cafe");
        assertArrayEquals(bytes("91" + OPUS + "cafe"), one.payload());
        assertNull(FlvTags.read(AUDIO, 0, bytes("95" + "01" + OPUS + "01cafe")), "the second track");
    }

    @Test
    void lyingSizesAreTruncation() {
        assertEquals(FlvException.Category.TRUNCATED, failure(VIDEO, "96" + "13" + HVC1 + "00ffffffaa"));
        assertEquals(FlvException.Category.TRUNCATED, failure(VIDEO, "9768"));
        assertEquals(FlvException.Category.TRUNCATED, failure(VIDEO, "97ffffff"));
        assertEquals(FlvException.Category.TRUNCATED, failure(VIDEO, "17"));
        assertEquals(FlvException.Category.MALFORMED, failure(VIDEO, "1709000000aa"));
        assertEquals(FlvException.Category.MALFORMED, failure(VIDEO, "96" + "16" + HVC1));
    }

    @Test
    void metadataLosesSetDataFrameAndOtherDataIsNotForViewers() throws FlvException {
        byte[] plain = data("", "onMetaData", "05");
        assertSame(plain, Objects.requireNonNull(FlvTags.read(DATA, 0, plain)).payload());
        assertArrayEquals(plain,
                Objects.requireNonNull(FlvTags.read(DATA, 0, data("@setDataFrame", "onMetaData", "05"))).payload());
        byte[] amf3 = bytes("00" + HexFormat.of().formatHex(plain));
        assertArrayEquals(plain, Objects.requireNonNull(FlvTags.read(15, 0, amf3)).payload());
        assertNull(FlvTags.read(DATA, 0, data("", "onTextData", "05")));
        assertNull(FlvTags.read(DATA, 0, bytes("00000000")), "time code");
    }

    @Test
    void emptyMessagesAndOtherTypesHoldNothing() throws FlvException {
        assertNull(FlvTags.read(VIDEO, 0, new byte[0]));
        assertNull(FlvTags.read(20, 0, bytes("02")));
        assertNull(FlvTags.read(AUDIO, 0, bytes("af01")), "a frame without a byte of audio");
    }

    private static FlvTag.Kind kind(int type, String hex) throws FlvException {
        return read(type, hex).kind();
    }

    private static FlvTag read(int type, String hex) throws FlvException {
        return Objects.requireNonNull(FlvTags.read(type, 0, bytes(hex)));
    }

    private static FlvException.Category failure(int type, String hex) {
        return assertThrows(FlvException.class, () -> FlvTags.read(type, 0, bytes(hex))).category();
    }

    private static byte[] data(String first, String second, String rest) {
        return bytes(string(first) + string(second) + rest);
    }

    private static String string(String text) {
        if (text.isEmpty()) {
            return "";
        }
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        return "0200" + HexFormat.of().toHexDigits((byte) ascii.length) + HexFormat.of().formatHex(ascii);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void headersThatWouldBeKeptForeverAreBounded() {
        byte[] header = new byte[FlvTags.MOST_HEADER_BYTES + 1];
        header[0] = 0x17;
        assertThrows(FlvException.class, () -> FlvTags.read(9, 0, header));
        byte[] metadata = new byte[FlvTags.MOST_HEADER_BYTES + 1];
        byte[] name = {2, 0, 10, 'o', 'n', 'M', 'e', 't', 'a', 'D', 'a', 't', 'a'};
        System.arraycopy(name, 0, metadata, 0, name.length);
        assertThrows(FlvException.class, () -> FlvTags.read(18, 0, metadata));
    }
}
