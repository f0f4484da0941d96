package dev.streamr.relay.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.StreamName;
import dev.streamr.api.Track;
import dev.streamr.relay.testing.GoldenKey;
import dev.streamr.relay.testing.TestKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedLinesTest {

    private static final StreamName SHOW = new StreamName("show");
    private static final TestKey KEY = GoldenKey.KEY;
    private static final Digest DIGEST = Digest.of("bytes".getBytes(StandardCharsets.US_ASCII));
    private static final FeedRecord.PartRecord LAST = new FeedRecord.PartRecord(1234, 5, 2, 200_000,
            new FeedRecord.Flags(false, true, false, false), 78_000, DIGEST, 1_764_119_504_123_000L, "0123456789abcdef",
            Optional.of(new FeedRecord.Whole(468_000, DIGEST)));

    @Test
    void aLastPartLooksLikeThis() {
        String line = FeedLines.write(LAST, SHOW, KEY);
        assertEquals("P 1234 5 2 200000 l 78000 J3CJ2RwL308uaGK6fkoHYFEZQx9dE_cm3TUrBvGyBqk 1764119504123000"
                + " 0123456789abcdef 468000 J3CJ2RwL308uaGK6fkoHYFEZQx9dE_cm3TUrBvGyBqk"
                + " 6eysDs659rOQhLpUogIQ-i4d-6vNSmCj_8trIttqDp8JxUfuroarxZo7uXi9O9EDaoBS-FlBuASHJR-P_D8pDQ", line);
    }

    @Test
    void everyRecordIsReadAsItWasWritten() {
        List<FeedRecord> records = List.of(new FeedRecord.Head(2_000_000, 200_000), LAST,
                new FeedRecord.Init("0123456789abcdef", 900, DIGEST,
                        List.of(new Track.Video("avc1.64001f", 1280, 720), new Track.Audio("mp4a.40.2", 48_000, 2))),
                new FeedRecord.Init("0123456789abcdef", 900, DIGEST, List.of()),
                new FeedRecord.PartRecord(0, 0, 0, 0, new FeedRecord.Flags(true, false, true, true), 0, DIGEST, 0,
                        "0123456789abcdef", Optional.empty()),
                new FeedRecord.End(true), new FeedRecord.End(false), new FeedRecord.KeepAlive());
        for (FeedRecord record : records) {
            assertEquals(record, FeedLines.read(FeedLines.write(record, SHOW, KEY), SHOW, KEY.publicKey()));
        }
    }

    @Test
    void aLineOfAnotherStreamOrAnotherOriginIsNotBelieved() {
        String line = FeedLines.write(LAST, SHOW, KEY);
        TestKey other = TestKey.generate();
        assertThrows(IllegalArgumentException.class,
                () -> FeedLines.read(line, new StreamName("other"), KEY.publicKey()));
        assertThrows(IllegalArgumentException.class, () -> FeedLines.read(line, SHOW, other.publicKey()));
        assertThrows(IllegalArgumentException.class,
                () -> FeedLines.read(line.replace(" 78000 ", " 78001 "), SHOW, KEY.publicKey()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "K ", "H", "H 2 2000000 200000", "H 1 2000000", "H 1 -1 200000", "H 1 1 x",
            "H 1 9999999999999999999 1", "E", "E perhaps", "E finished finished", "Q 1", "I", "I 0 1 x -",
            "I 0123456789abcdef 99999999999 J3CJ2RwL308uaGK6fkoHYFEZQx9dE_cm3TUrBvGyBqk -",
            "I ../../../../etc0 1 J3CJ2RwL308uaGK6fkoHYFEZQx9dE_cm3TUrBvGyBqk -",
            "I 0123456789abcdef 1 J3CJ2RwL308uaGK6fkoHYFEZQx9dE_cm3TUrBvGyBqk v:avc1",
            "I 0123456789abcdef 1 J3CJ2RwL308uaGK6fkoHYFEZQx9dE_cm3TUrBvGyBqk v:a:1x1,v:a:1x1,v:a:1x1,v:a:1x1,v:a:1x1,"
                    + "v:a:1x1,v:a:1x1,v:a:1x1,v:a:1x1",
            "P", "P 1 1 1 1 - 1 short 1 0123456789abcdef",
            "P 1 1 1 1 z 1 J3CJ2RwL308uaGK6fkoHYFEZQx9dE_cm3TUrBvGyBqk 1 0123456789abcdef",
            "P 1 1 1 1 d 1 J3CJ2RwL308uaGK6fkoHYFEZQx9dE_cm3TUrBvGyBqk 1 0123456789abcdef",
            "P 1 1 1 1 g 1 J3CJ2RwL308uaGK6fkoHYFEZQx9dE_cm3TUrBvGyBqk 1 0123456789abcdef",
            "P 1 1 1 1 l 1 J3CJ2RwL308uaGK6fkoHYFEZQx9dE_cm3TUrBvGyBqk 1 0123456789abcdef",
            "P 1 1 1 1 - 1 J3CJ2RwL308uaGK6fkoHYFEZQx9dE_cm3TUrBvGyBqk 1 0123456789abcdef 1 "
                    + "J3CJ2RwL308uaGK6fkoHYFEZQx9dE_cm3TUrBvGyBqk"})
    void whatMakesNoSenseIsRefusedThoughItIsSigned(String text) {
        assertThrows(IllegalArgumentException.class, () -> FeedLines.read(signed(text), SHOW, KEY.publicKey()));
        assertThrows(IllegalArgumentException.class, () -> FeedLines.read(text, SHOW, KEY.publicKey()));
    }

    @Test
    void noiseIsRefusedAndNeverAnythingElse() {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            StringBuilder noise = new StringBuilder("P 1 ");
            random.ints(random.nextInt(60), 32, 127).forEach(c -> noise.append((char) c));
            assertThrows(IllegalArgumentException.class,
                    () -> FeedLines.read(signed(noise.toString()), SHOW, KEY.publicKey()));
        }
        assertThrows(IllegalArgumentException.class,
                () -> FeedLines.read(signed("H 1 1 " + "1".repeat(5_000)), SHOW, KEY.publicKey()));
    }

    @Test
    void aLineOfAPartIsShort() {
        int length = FeedLines.write(LAST, SHOW, KEY).length();
        assertTrue(length < 300, "it has " + length + " characters");
    }

    private static String signed(String text) {
        byte[] signature = KEY.sign(("streamr-feed-1\nshow\n" + text).getBytes(StandardCharsets.UTF_8));
        return text + " " + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }
}
