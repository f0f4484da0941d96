package dev.streamr.ingest.remux;

import dev.streamr.api.Track;
import dev.streamr.ingest.flv.AudioConfig;
import dev.streamr.ingest.flv.VideoConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is muxed together; one value per init segment.
 *
 * @param video the video track, if there is one
 * @param audio the audio track, if there is one
 */
record MediaTracks(@Nullable VideoConfig video, @Nullable AudioConfig audio) {

    /** As the contract describes them, video first. */
    List<Track> list() {
        List<Track> tracks = new ArrayList<>(2);
        if (video != null) {
            tracks.add(video.track());
        }
        if (audio != null) {
            tracks.add(audio.track());
        }
        return tracks;
    }

    /** The same as MPEG-TS can say it. */
    MediaTracks forTransportStream() {
        return audio == null ? this : new MediaTracks(video, audio.core());
    }
}
