package dev.streamr.ingest.remux;

import dev.streamr.api.FlvTag;
import dev.streamr.api.Publication;
import dev.streamr.api.StreamWarning;
import dev.streamr.ingest.flv.AudioConfig;
import dev.streamr.ingest.flv.AudioTagHeader;
import dev.streamr.ingest.flv.FlvException;
import dev.streamr.ingest.flv.VideoCodec;
import dev.streamr.ingest.flv.VideoConfig;
import dev.streamr.ingest.flv.VideoTagHeader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes frames out of tags and keeps the sequence headers in force. An identical header changes nothing; a new one
 * makes a new configuration instance, by which those who come after see the change. Broken frames are counted and left
 * out; a codec that HLS cannot carry is said to the streamer, and the other track goes on.
 */
final class FrameReader {

    private final Publication publication;
    private final RemuxMetrics metrics;
    private byte[] videoHeader = new byte[0];
    private byte[] audioHeader = new byte[0];
    private @Nullable VideoConfig video;
    private @Nullable AudioConfig audio;

    FrameReader(Publication publication, RemuxMetrics metrics) {
        this.publication = publication;
        this.metrics = metrics;
    }

    /** The frame in this tag; null when there is none that can be used. */
    @Nullable
    Frame read(FlvTag tag) {
        try {
            return switch (tag.kind()) {
                case METADATA -> null;
                case VIDEO_HEADER -> videoHeader(tag.payload());
                case AUDIO_HEADER -> audioHeader(tag.payload());
                case VIDEO_KEYFRAME, VIDEO -> video(tag);
                case AUDIO -> audio(tag);
            };
        } catch (FlvException e) {
            boolean isVideo = tag.kind().flvType() == FlvTag.Kind.VIDEO.flvType();
            if (e.category() == FlvException.Category.UNSUPPORTED) {
                unsupported(isVideo);
            }
            if (tag.isHeader()) {
                forget(isVideo);
            }
            metrics.dropped(RemuxMetrics.Reason.ofBroken(e.category()), tag.payload().length);
            return null;
        }
    }

    private @Nullable Frame videoHeader(byte[] payload) throws FlvException {
        if (!Arrays.equals(payload, videoHeader)) {
            videoHeader = payload;
            video = VideoConfig.parse(VideoTagHeader.parse(payload), payload);
        }
        return null;
    }

    private @Nullable Frame audioHeader(byte[] payload) throws FlvException {
        if (!Arrays.equals(payload, audioHeader)) {
            audioHeader = payload;
            audio = AudioConfig.parse(AudioTagHeader.parse(payload), payload);
        }
        return null;
    }

    private @Nullable Frame video(FlvTag tag) throws FlvException {
        VideoTagHeader header = VideoTagHeader.parse(tag.payload());
        if (video == null && header.codec() == VideoCodec.OTHER) {
            unsupported(true);
        }
        if (video == null || video.codec() != header.codec()) {
            return null;
        }
        int offset = header.bodyOffset();
        NalUnits.check(tag.payload(), offset, video.nalLength());
        if (header.keyframe()) {
            video = video.refinedBy(tag.payload(), offset);
        }
        if (video.track().width() == 0 || video.track().height() == 0) {
            return null;
        }
        return new Frame.Video(video, header.keyframe(), tag.timestampMillis(), header.compositionMillis(),
                tag.payload(), offset);
    }

    private @Nullable Frame audio(FlvTag tag) throws FlvException {
        AudioTagHeader header = AudioTagHeader.parse(tag.payload());
        if (audio == null && !header.codec().configured()) {
            audio = AudioConfig.parse(header, tag.payload());
        }
        if (audio == null || audio.codec() != header.codec()) {
            return null;
        }
        return new Frame.Audio(audio, tag.timestampMillis(), tag.payload(), header.bodyOffset());
    }

    private void forget(boolean isVideo) {
        if (isVideo) {
            video = null;
        } else {
            audio = null;
        }
    }

    private void unsupported(boolean isVideo) {
        publication.warn(isVideo
                ? new StreamWarning("video-codec-unsupported",
                        "HLS cannot carry this video codec; set the encoder to H.264, HEVC, AV1 or VP9")
                : new StreamWarning("audio-codec-unsupported",
                        "HLS cannot carry this audio codec; set the encoder to AAC or Opus"));
    }
}
