package dev.streamr.relay.origin.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against requests that were recorded from the players themselves, here without what differs by machine. */
class DisguiseTest {

    private static final String PAGE = "http://o.example:18099";

    /** Chromium 156, from a page at {@link #PAGE}, by fetch. */
    private static final String CHROMIUM = """
            GET /live/show/s/tok/5.0.m4s HTTP/1.1
            Host: r.example:18099
            Connection: keep-alive
            User-Agent: *
            Accept: */*
            Origin: http://o.example:18099
            Referer: http://o.example:18099/
            Accept-Encoding: gzip, deflate
            Accept-Language: *
            """;

    /** The same where the connection is trustworthy. */
    private static final String CHROMIUM_TRUSTED = """
            GET /live/show/s/tok/6.0.m4s HTTP/1.1
            Host: 127.0.0.1:18099
            Connection: keep-alive
            sec-ch-ua-platform: *
            User-Agent: *
            sec-ch-ua: *
            sec-ch-ua-mobile: *
            Accept: */*
            Origin: http://o.example:18099
            Sec-Fetch-Site: cross-site
            Sec-Fetch-Mode: cors
            Sec-Fetch-Dest: empty
            Referer: http://o.example:18099/
            Accept-Encoding: gzip, deflate, br, zstd
            Accept-Language: *
            """;

    /** FFmpeg 5.1, the second of its requests. */
    private static final String FFMPEG = """
            GET /live/show/s/tok/6.m4s HTTP/1.1
            User-Agent: *
            Accept: */*
            Range: bytes=0-
            Connection: keep-alive
            Host: 127.0.0.2:18099
            Icy-MetaData: 1
            """;

    private static String request(Disguise disguise, String media) {
        return disguise.request(URI.create(media), PAGE)
                .replaceAll("(User-Agent|sec-ch-ua-platform|sec-ch-ua|sec-ch-ua-mobile|Accept-Language): [^\r]*",
                        "$1: *");
    }

    private static String recorded(String text) {
        return text.replace("\n", "\r\n") + "\r\n";
    }

    @Test
    void aBrowsersRequestHasItsHeadersInItsOrder() {
        for (Disguise disguise : List.of(Disguise.CHROME_ON_WINDOWS, Disguise.CHROME_ON_MAC,
                Disguise.CHROME_ON_ANDROID)) {
            assertEquals(recorded(CHROMIUM),
                    request(disguise, "http://r.example:18099/live/show/s/tok/5.0.m4s"));
            assertEquals(recorded(CHROMIUM_TRUSTED),
                    request(disguise, "http://127.0.0.1:18099/live/show/s/tok/6.0.m4s"));
            assertEquals(recorded(CHROMIUM_TRUSTED.replace("127.0.0.1:18099", "r.example")),
                    request(disguise, "https://r.example/live/show/s/tok/6.0.m4s"));
        }
    }

    @Test
    void ffmpegsRequestHasItsHeadersInItsOrder() {
        assertEquals(recorded(FFMPEG), request(Disguise.FFMPEG, "http://127.0.0.2:18099/live/show/s/tok/6.m4s"));
    }
}
