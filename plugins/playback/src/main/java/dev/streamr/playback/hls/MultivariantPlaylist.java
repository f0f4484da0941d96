package dev.streamr.playback.hls;

import dev.streamr.api.Placement;
import dev.streamr.api.Track;
import java.net.URI;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes the multivariant playlist (RFC 8216bis section 4.4.6): one variant, described from its bitstream, on one
 * machine or on several.
 */
final class MultivariantPlaylist {

    private static final String HEAD = "#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-INDEPENDENT-SEGMENTS\n";
    /** There is one variant, the same on every pathway. */
    private static final String STABLE_ID = "source";
    private static final URI ROOT = URI.create("/");

    private MultivariantPlaylist() {}

    /** @param uri of the media playlist */
    static String write(Variant variant, String uri) {
        StringBuilder text = new StringBuilder(256).append(HEAD);
        stream(text, variant);
        return text.append('\n').append(uri).append('\n').toString();
    }

    /**
     * With content steering (section 4.4.6.6): the variant once per pathway, the best first. The tag needs no higher
     * version.
     */
    static String steered(Variant variant, Placement.Steered placement) {
        StringBuilder text = new StringBuilder(1024).append(HEAD);
        text.append("#EXT-X-CONTENT-STEERING:SERVER-URI=\"").append(ROOT.resolve(placement.steering()))
                .append("\",PATHWAY-ID=\"").append(placement.pathways().getFirst().id()).append("\"\n");
        for (Placement.Pathway pathway : placement.pathways()) {
            stream(text, variant);
            text.append(",STABLE-VARIANT-ID=\"").append(STABLE_ID).append("\",PATHWAY-ID=\"").append(pathway.id())
                    .append("\"\n").append(pathway.base()).append("media.m3u8\n");
        }
        return text.toString();
    }

    private static void stream(StringBuilder text, Variant variant) {
        text.append("#EXT-X-STREAM-INF:BANDWIDTH=").append(variant.rates().peak()).append(",AVERAGE-BANDWIDTH=")
                .append(variant.rates().average());
        if (!variant.tracks().isEmpty()) {
            text.append(",CODECS=\"")
                    .append(variant.tracks().stream().map(Track::codec).collect(Collectors.joining(","))).append('"');
        }
        for (Track track : variant.tracks()) {
            if (track instanceof Track.Video video) {
                picture(text, video, variant.framesPerSecond());
            }
        }
    }

    private static void picture(StringBuilder text, Track.Video video, double framesPerSecond) {
        if (video.width() > 0 && video.height() > 0) {
            text.append(",RESOLUTION=").append(video.width()).append('x').append(video.height());
        }
        if (framesPerSecond > 0) {
            text.append(",FRAME-RATE=").append(String.format(Locale.ROOT, "%.3f", framesPerSecond));
        }
    }
}
