package dev.streamr.playback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.streamr.api.StreamName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivePathTest {

    private static final StreamName SHOW = new StreamName("show");
    private static final String LONGEST = "aZ09-_Tk".repeat(20);

    @Test
    void aSessionHasTheFilesThatStandBesideItAndTheTags() {
        assertEquals(new LivePath.InSession(SHOW, LONGEST, new LivePath.Piece(SHOW, 7, 3)),
                LivePath.parse("/live/show/s/" + LONGEST + "/7.3.m4s"));
        assertEquals(new LivePath.InSession(SHOW, "t", new LivePath.Fragment(SHOW, 7)),
                LivePath.parse("/live/show/s/t/7.m4s"));
        assertEquals(new LivePath.InSession(SHOW, "t", new LivePath.MediaList(SHOW)),
                LivePath.parse("/live/show/s/t/media.m3u8"));
        assertEquals(new LivePath.InSession(SHOW, "t", new LivePath.Init(SHOW, "ab")),
                LivePath.parse("/live/show/s/t/init-ab.mp4"));
        assertEquals(new LivePath.InSession(SHOW, "t", new LivePath.Flv(SHOW)),
                LivePath.parse("/live/show/s/t/stream.flv"));
    }

    @Test
    void theLongestPathOfALongNameIsRead() {
        String name = "n".repeat(64);
        StreamName stream = new StreamName(name);
        assertEquals(
                new LivePath.InSession(stream, LONGEST, new LivePath.Piece(stream, 999_999_999_999_999_999L, 99_999)),
                LivePath.parse("/live/" + name + "/s/" + LONGEST + "/999999999999999999.99999.m4s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/live/show/s/t", "/live/show/s/", "/live/show/s//7.m4s", "/live/show/s/t/",
            "/live/show/s/t/s/t/7.m4s", "/live/show/s/t.u/7.m4s", "/live/show/s/t%2F/7.m4s", "/live/show/s/t=/7.m4s",
            "/live/show/s/\u00e9/7.m4s", "/live/show/stream.flv", "/live/show/s/t/show.m3u8", "/live/show/s/t/.flv",
            "/live/s/t/7.m4s", "/live/show/S/t/7.m4s"})
    void whatIsNoPathOfASessionNamesNothing(String path) {
        assertNull(LivePath.parse(path));
    }

    @Test
    void aTokenThatIsTooLongNamesNothing() {
        assertNull(LivePath.parse("/live/show/s/" + LONGEST + "x/7.m4s"));
        assertNull(LivePath.parse("/live/show/s/" + "x".repeat(100_000) + "/7.m4s"));
    }
}
