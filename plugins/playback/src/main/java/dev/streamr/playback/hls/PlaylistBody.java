package dev.streamr.playback.hls;

import dev.streamr.playback.http.LiveHeaders;
import dev.streamr.playback.http.Resource;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** One rendered playlist, plain and compressed; made once and sent to everybody. */
final class PlaylistBody {

    /** Says that the body is compressed. */
    static final Header GZIP = HeaderValues.createCached(HeaderNames.CONTENT_ENCODING, "gzip");
    /** Says that there are two encodings of the body. */
    static final Header VARY = HeaderValues.createCached(HeaderNames.VARY, "Accept-Encoding");

    private final String tag;
    private final byte[] plain;
    private final byte[] gzip;
    private volatile byte @Nullable [] framedPlain;
    private volatile byte @Nullable [] framedGzip;

    /** @param tag what tells this version from every other, for the ETag */
    PlaylistBody(String text, String tag) {
        this.tag = tag;
        this.plain = text.getBytes(StandardCharsets.UTF_8);
        this.gzip = compress(plain);
    }

    /** The resource that a request gets. */
    Resource resource(boolean gzipAccepted, Header cacheControl) {
        return gzipAccepted
                ? new Resource(List.of(LiveHeaders.PLAYLIST, cacheControl, VARY, GZIP), "\"" + tag + "z\"", gzip)
                : new Resource(List.of(LiveHeaders.PLAYLIST, cacheControl, VARY), "\"" + tag + "\"", plain);
    }

    /** The whole answer to a blocking reload. Two threads may make it at the same time, with the same outcome. */
    byte[] framedReload(boolean gzipAccepted) {
        byte[] known = gzipAccepted ? framedGzip : framedPlain;
        if (known == null) {
            known = resource(gzipAccepted, LiveHeaders.MOMENT).framed();
            if (gzipAccepted) {
                framedGzip = known;
            } else {
                framedPlain = known;
            }
        }
        return known;
    }

    /** The same bytes for players that take gzip. */
    static byte[] compress(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 3 + 64);
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return out.toByteArray();
    }
}
