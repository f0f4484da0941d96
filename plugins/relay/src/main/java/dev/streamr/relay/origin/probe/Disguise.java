package dev.streamr.relay.origin.probe;

import dev.streamr.relay.token.SessionToken;
import java.net.URI;
import java.util.List;

/**
 * How a player asks for media, header by header in its own order, as recorded from Chromium 156 and FFmpeg. What a
 * browser adds on a trustworthy connection only (HTTPS, loopback) is added there only.
 */
enum Disguise {
    /** Our player page, or another that plays HLS in a browser. */
    CHROME_ON_WINDOWS(SessionToken.Kind.VIEWER, "Windows", "Windows NT 10.0; Win64; x64", "en-US,en;q=0.9"),
    /** The same elsewhere. */
    CHROME_ON_MAC(SessionToken.Kind.VIEWER, "macOS", "Macintosh; Intel Mac OS X 10_15_7",
            "de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7"),
    /** The same elsewhere. */
    CHROME_ON_ANDROID(SessionToken.Kind.VIEWER, "Android", "Linux; Android 10; K", "en-GB,en;q=0.9"),
    /** A player that is built on FFmpeg; it fetches whole segments. */
    FFMPEG(SessionToken.Kind.NAMED, "", "", "");

    private final SessionToken.Kind kind;
    private final String platform;
    private final String system;
    private final String languages;

    Disguise(SessionToken.Kind kind, String platform, String system, String languages) {
        this.kind = kind;
        this.platform = platform;
        this.system = system;
        this.languages = languages;
    }

    /** The kind of token that such a player has. */
    SessionToken.Kind kind() {
        return kind;
    }

    /** Whether it fetches parts. */
    boolean fetchesParts() {
        return this != FFMPEG;
    }

    /**
     * Request line and headers.
     *
     * @param media what is asked for
     * @param page  scheme, host and port of the page that asks
     */
    String request(URI media, String page) {
        List<String> lines = switch (this) {
            case CHROME_ON_WINDOWS, CHROME_ON_MAC, CHROME_ON_ANDROID -> trustworthy(media)
                    ? trusted(media, page)
                    : plain(media, page);
            case FFMPEG -> List.of("User-Agent: Lavf/61.7.100", "Accept: */*", "Range: bytes=0-",
                    "Connection: keep-alive", "Host: " + media.getAuthority(), "Icy-MetaData: 1");
        };
        return "GET " + media.getRawPath() + " HTTP/1.1\r\n" + String.join("\r\n", lines) + "\r\n\r\n";
    }

    private List<String> plain(URI media, String page) {
        return List.of("Host: " + media.getAuthority(), "Connection: keep-alive", userAgent(), "Accept: */*",
                "Origin: " + page, "Referer: " + page + "/", "Accept-Encoding: gzip, deflate",
                "Accept-Language: " + languages);
    }

    private List<String> trusted(URI media, String page) {
        return List.of("Host: " + media.getAuthority(), "Connection: keep-alive",
                "sec-ch-ua-platform: \"" + platform + "\"", userAgent(),
                "sec-ch-ua: \"Not:A-Brand\";v=\"8\", \"Chromium\";v=\"156\", \"Google Chrome\";v=\"156\"",
                "sec-ch-ua-mobile: " + (mobile() ? "?1" : "?0"), "Accept: */*", "Origin: " + page,
                "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty",
                "Referer: " + page + "/", "Accept-Encoding: gzip, deflate, br, zstd",
                "Accept-Language: " + languages);
    }

    private String userAgent() {
        return "User-Agent: Mozilla/5.0 (" + system + ") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 "
                + (mobile() ? "Mobile " : "") + "Safari/537.36";
    }

    private boolean mobile() {
        return this == CHROME_ON_ANDROID;
    }

    private static boolean trustworthy(URI media) {
        return "https".equals(media.getScheme()) || media.getHost().startsWith("127.")
                || media.getHost().equals("[::1]") || media.getHost().equals("localhost");
    }
}
