package dev.streamr.daemon.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.streamr.api.StreamInfo;
import dev.streamr.api.StreamWarning;
import dev.streamr.api.Track;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A stream as the API shows it; the OpenAPI document describes each field. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StreamView(String name, String state, String since, List<String> codecs, List<TrackView> tracks,
        @Nullable Integer width, @Nullable Integer height, double framesPerSecond, long videoBitsPerSecond,
        long audioBitsPerSecond, long keyframeIntervalMicros, Map<String, Integer> viewers,
        List<StreamWarning> warnings, Urls urls) {

    /** One track: picture or sound. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TrackView(String codec, @Nullable Integer width, @Nullable Integer height, @Nullable Integer sampleRateHz,
            @Nullable Integer channels) {

        static TrackView of(Track track) {
            return switch (track) {
                case Track.Video video -> new TrackView(video.codec(), video.width(), video.height(), null, null);
                case Track.Audio audio ->
                    new TrackView(audio.codec(), null, null, audio.sampleRateHz(), audio.channels());
            };
        }
    }

    /** Where it is watched: absolute when the public URL is configured, else paths of this server. */
    record Urls(String hls, String flv, String watch) {

        static Urls of(String name, Optional<URI> publicUrl) {
            String base = publicUrl.map(url -> url.toString().replaceAll("/+$", "")).orElse("");
            return new Urls(base + "/live/" + name + ".m3u8", base + "/live/" + name + ".flv",
                    base + "/watch/" + name);
        }
    }

    static StreamView of(StreamInfo info, Optional<URI> publicUrl) {
        List<TrackView> tracks = info.tracks().stream().map(TrackView::of).toList();
        Optional<TrackView> video = tracks.stream().filter(track -> track.width() != null).findFirst();
        Map<String, Integer> viewers = new TreeMap<>();
        info.viewers().forEach((protocol, count) -> viewers.put(protocol.label(), count));
        return new StreamView(info.name().value(), info.state().name().toLowerCase(Locale.ROOT),
                info.since().toString(), tracks.stream().map(TrackView::codec).toList(), tracks,
                video.map(TrackView::width).orElse(null), video.map(TrackView::height).orElse(null),
                info.framesPerSecond(), info.videoBitsPerSecond(), info.audioBitsPerSecond(),
                info.keyframeIntervalMicros(), viewers, info.warnings(),
                Urls.of(info.name().value(), publicUrl));
    }
}
