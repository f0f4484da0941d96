package dev.streamr.ingest.remux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FLAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_OPUS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P10;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P12;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import dev.streamr.ingest.flv.AudioConfig;
import dev.streamr.ingest.flv.VideoConfig;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/** Describes tracks to libavformat. */
final class MuxerStreams {

    /** {@code hvc1}: parameter sets in the configuration only, as the codec string says. */
    private static final int HVC1 = 'h' | 'v' << 8 | 'c' << 16 | '1' << 24;

    private MuxerStreams() {}

    /** Adds the video stream and returns its index. */
    static int video(AVFormatContext context, VideoConfig config) throws MuxException {
        AVStream stream = add(context, Sample.VIDEO_CLOCK);
        AVCodecParameters parameters = stream.codecpar();
        parameters.codec_type(AVMEDIA_TYPE_VIDEO);
        parameters.codec_id(switch (config.codec()) {
            case H264 -> AV_CODEC_ID_H264;
            case HEVC -> AV_CODEC_ID_HEVC;
            case AV1 -> AV_CODEC_ID_AV1;
            case VP9 -> AV_CODEC_ID_VP9;
            case OTHER -> throw new MuxException("no container for " + config.codec().title());
        });
        switch (config.codec()) {
            case HEVC -> parameters.codec_tag(HVC1);
            case VP9 -> parameters.format(pixelFormat(config.bitDepth()));
            default -> parameters.codec_tag(0);
        }
        parameters.width(config.track().width());
        parameters.height(config.track().height());
        parameters.profile(config.profile());
        parameters.level(config.level());
        extradata(parameters, config.extradata());
        return stream.index();
    }

    /** Adds the audio stream and returns its index. */
    static int audio(AVFormatContext context, AudioConfig config) throws MuxException {
        AVStream stream = add(context, config.clockHz());
        AVCodecParameters parameters = stream.codecpar();
        parameters.codec_type(AVMEDIA_TYPE_AUDIO);
        parameters.codec_id(switch (config.codec()) {
            case AAC -> AV_CODEC_ID_AAC;
            case MP3 -> AV_CODEC_ID_MP3;
            case OPUS -> AV_CODEC_ID_OPUS;
            case FLAC -> AV_CODEC_ID_FLAC;
            case AC3, EAC3, OTHER -> throw new MuxException("no container for " + config.codec().title());
        });
        parameters.sample_rate(config.clockHz());
        parameters.frame_size(config.frameSamples());
        av_channel_layout_default(parameters.ch_layout(), config.track().channels());
        extradata(parameters, config.extradata());
        return stream.index();
    }

    private static AVStream add(AVFormatContext context, int clock) throws MuxException {
        AVStream stream = avformat_new_stream(context, null);
        if (stream == null) {
            throw new MuxException("no memory for a stream");
        }
        try (AVRational base = new AVRational()) {
            stream.time_base(base.num(1).den(clock));
        }
        return stream;
    }

    private static int pixelFormat(int bitDepth) {
        return switch (bitDepth) {
            case 10 -> AV_PIX_FMT_YUV420P10;
            case 12 -> AV_PIX_FMT_YUV420P12;
            default -> AV_PIX_FMT_YUV420P;
        };
    }

    /** Copies a configuration record into memory that libavformat frees with the stream. */
    private static void extradata(AVCodecParameters parameters, byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        BytePointer copy = new BytePointer(av_mallocz(bytes.length + (long) AV_INPUT_BUFFER_PADDING_SIZE))
                .capacity(bytes.length);
        copy.put(bytes, 0, bytes.length);
        parameters.extradata(copy);
        parameters.extradata_size(bytes.length);
    }
}
