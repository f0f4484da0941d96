package dev.streamr.ingest.remux;

import dev.streamr.api.FlvTag;
import dev.streamr.ingest.flv.FlvException;
import dev.streamr.ingest.flv.VideoConfig;
import dev.streamr.ingest.flv.VideoTagHeader;
import java.util.ArrayList;
import java.util.List;

/** The video of a clip, for tests of the muxer alone. */
final class Samples {

    private Samples() {}

    static MediaTracks tracks(List<FlvTag> clip) throws FlvException {
        FlvTag header = clip.stream().filter(tag -> tag.kind() == FlvTag.Kind.VIDEO_HEADER).findFirst().orElseThrow();
        return new MediaTracks(VideoConfig.parse(VideoTagHeader.parse(header.payload()), header.payload()), null);
    }

    /** @param start decode time of the first frame, in ticks of 90 kHz */
    static List<Sample> of(List<FlvTag> clip, long start) throws FlvException {
        List<Sample> samples = new ArrayList<>();
        for (FlvTag tag : Clips.video(clip)) {
            if (!tag.isHeader()) {
                VideoTagHeader header = VideoTagHeader.parse(tag.payload());
                long dts = start + tag.timestampMillis() * Sample.TICKS_PER_MILLI;
                long pts = dts + header.compositionMillis() * (long) Sample.TICKS_PER_MILLI;
                samples.add(new Sample(true, 0, dts, pts, 3000, header.keyframe(), tag.payload(),
                        header.bodyOffset()));
            }
        }
        return samples;
    }
}
