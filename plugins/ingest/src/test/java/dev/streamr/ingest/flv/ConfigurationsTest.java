package dev.streamr.ingest.flv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.Track;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfigurationsTest {

    private static final int ROUNDS = 20_000;
    private static final String AVCC_1080 = "0164002affe1001a6764002aacd940780227e5c044000003000400000300f03c60c658"
            + "01000568efb2c8b0";

    @Test
    void croppingIsTakenOffTheCodedSize() throws FlvException {
        VideoConfig config = video("1700000000" + AVCC_1080);
        assertEquals(new Track.Video("avc1.64002a", 1920, 1080), config.track());
        assertEquals(4, config.nalLength());
    }

    @Test
    void audioSpecificConfigsSayRateChannelsAndFrameLength() throws FlvException {
        assertEquals(new Track.Audio("mp4a.40.2", 48_000, 2), audio("af00" + "1190").track());
        assertEquals(1024, audio("af00" + "1190").frameSamples());
        AudioConfig efficient = audio("af00" + "2b118800");
        assertEquals(new Track.Audio("mp4a.40.5", 48_000, 2), efficient.track());
        assertEquals(24_000, efficient.clockHz());
        assertArrayEquals(bytes("1310"), efficient.core().extradata());
        assertArrayEquals(bytes("1190"), audio("af00" + "1190").core().extradata());
        assertEquals(960, audio("af00" + "1194").frameSamples());
    }

    @Test
    void opusPacketsSayTheirOwnLength() throws FlvException {
        AudioConfig config = audio("90" + "4f707573" + "4f7075734865616401023801" + "80bb0000" + "000000");
        assertEquals(new Track.Audio("opus", 48_000, 2), config.track());
        assertEquals(960, config.samples(bytes("fc"), 0), "CELT, 20 ms");
        assertEquals(120, config.samples(bytes("e0"), 0), "CELT, 2.5 ms");
        assertEquals(2880, config.samples(bytes("18"), 0), "SILK, 60 ms");
        assertEquals(1920, config.samples(bytes("fb02"), 0), "two frames");
        assertEquals(0, config.samples(bytes("ff"), 0), "cut short");
    }

    @Test
    void configurationsThatCannotBeAreRefusedWithACategory() {
        assertEquals(FlvException.Category.TRUNCATED, refused("17000000000164002affe1001a6764"));
        assertEquals(FlvException.Category.MALFORMED, refused("17000000000264002affe1"));
        assertEquals(FlvException.Category.MALFORMED, refused("17000000000164002affe0"));
        assertEquals(FlvException.Category.UNSUPPORTED, refused("90" + "76766331" + "0102"));
    }

    /** Any damage ends in a configuration or in a refusal, never in another exception. */
    @Test
    void damagedConfigurationsAreReadOrRefused() {
        byte[] good = bytes("1700000000" + AVCC_1080);
        Random random = new Random(11);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bad = good.clone();
            for (int hit = 0; hit <= random.nextInt(4); hit++) {
                bad[5 + random.nextInt(bad.length - 5)] = (byte) random.nextInt();
            }
            refused += isRefused(bad) ? 1 : 0;
        }
        assertTrue(refused > ROUNDS / 100);
    }

    @Test
    void randomBytesBehindEveryCodecAreReadOrRefused() {
        String[] heads = {"1c00000000", "9068766331", "9061763031", "9076703039", "9061766331"};
        Random random = new Random(13);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] head = bytes(heads[round % heads.length]);
            byte[] body = new byte[head.length + random.nextInt(60)];
            random.nextBytes(body);
            System.arraycopy(head, 0, body, 0, head.length);
            if (body.length > head.length) {
                body[head.length] = (byte) (round % 2 == 0 ? 1 : 0x81);
            }
            isRefused(body);
        }
    }

    private static boolean isRefused(byte[] payload) {
        try {
            VideoConfig config = VideoConfig.parse(VideoTagHeader.parse(payload), payload);
            assertTrue(config.track().width() <= VideoConfig.MOST_PIXELS);
            return false;
        } catch (FlvException e) {
            return true;
        }
    }

    private static FlvException.Category refused(String hex) {
        return assertThrows(FlvException.class, () -> video(hex)).category();
    }

    private static VideoConfig video(String hex) throws FlvException {
        return VideoConfig.parse(VideoTagHeader.parse(bytes(hex)), bytes(hex));
    }

    private static AudioConfig audio(String hex) throws FlvException {
        return AudioConfig.parse(AudioTagHeader.parse(bytes(hex)), bytes(hex));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
