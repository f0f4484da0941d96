package dev.streamr.playback.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.util.List;

/** The headers of every answer below {@code /live}, made once. */
public final class LiveHeaders {

    /** A playlist. */
    public static final Header PLAYLIST = type("application/vnd.apple.mpegurl");
    /** fMP4: initialisation, segments and parts. */
    public static final Header MP4 = type("video/mp4");
    /** MPEG-2 transport stream segments. */
    public static final Header MPEGTS = type("video/mp2t");
    /** An endless FLV file. */
    public static final Header FLV = type("video/x-flv");

    /** What changes at any moment: ask again, with the validator. */
    public static final Header NO_CACHE = cache("no-cache");
    /** What nobody may keep. */
    public static final Header NO_STORE = cache("no-store");
    /** The answer to a blocking reload: the same question gets the same answer for a moment. */
    public static final Header MOMENT = cache("max-age=2");
    /** Segments, parts and initialisations: a number is never used twice, so the bytes never change. */
    public static final Header IMMUTABLE = cache("public, max-age=31536000, immutable");

    /** What lets a page of any origin read the answer and its timing. */
    static final List<Header> SHARED = List.of(
            HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
            HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS,
                    "Content-Length, Content-Range, Date, ETag, Retry-After, Streamr-Record"),
            HeaderValues.createCached("Timing-Allow-Origin", "*"),
            HeaderValues.createCached("Cross-Origin-Resource-Policy", "cross-origin"),
            HeaderValues.createCached("X-Content-Type-Options", "nosniff"));

    private static final HeaderName RECORD = HeaderNames.create("Streamr-Record");

    private LiveHeaders() {}

    /** What lets a page of any origin read an answer; for answers that are not a {@link Resource}. */
    public static List<Header> shared() {
        return SHARED;
    }

    private static Header type(String value) {
        return HeaderValues.createCached(HeaderNames.CONTENT_TYPE, value);
    }

    private static Header cache(String value) {
        return HeaderValues.createCached(HeaderNames.CACHE_CONTROL, value);
    }

    /** The origin's signed word on a part, which lets a page check the bytes by itself (docs/relay.md, Feed). */
    public static Header record(String proof) {
        return HeaderValues.create(RECORD, proof);
    }

    /** A header whose value is made once. */
    static Header cached(HeaderName name, String value) {
        return HeaderValues.createCached(name, value);
    }
}
