package dev.streamr.playback.hls;

import dev.streamr.api.Track;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the multivariant playlist (RFC 8216bis section 4.4.6): one variant, described from its bitstream. */
final class MultivariantPlaylist {

    private MultivariantPlaylist() {}

    /**
     * @param tracks          what the initialisation describes
     * @param framesPerSecond 0 when unknown; then it is not declared
     * @param uri             of the media playlist
     */
    static String write(List<Track> tracks, BitRates.Declared rates, double framesPerSecond, String uri) {
        StringBuilder text = new StringBuilder(256);
        text.append("#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-STREAM-INF:BANDWIDTH=")
                .append(rates.peak()).append(",AVERAGE-BANDWIDTH=").append(rates.average());
        if (!tracks.isEmpty()) {
            text.append(",CODECS=\"").append(tracks.stream().map(Track::codec).collect(Collectors.joining(",")))
                    .append('"');
        }
        for (Track track : tracks) {
            if (track instanceof Track.Video video) {
                picture(text, video, framesPerSecond);
            }
        }
        return text.append('\n').append(uri).append('\n').toString();
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
