package dev.streamr.ingest.remux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_close_dyn_buf;
import static org.bytedeco.ffmpeg.global.avformat.avio_open_dyn_buf;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import dev.streamr.api.Packaging;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * One libavformat muxer in memory. It writes into libavformat's own growing buffer, which is exchanged after each part
 * (as FFmpeg's DASH muxer does), so no callback from native code into Java exists. For one thread at a time, a platform
 * thread; everything native is freed by {@link #close}.
 */
final class Muxer implements AutoCloseable {

    private static final int SMALLEST_BUFFER = 64 << 10;
    private static final Map<String, String> FMP4 = Map.of("movflags",
            "frag_custom+empty_moov+default_base_moof+frag_discont+skip_trailer", "use_editlist", "0",
            "video_track_timescale", Integer.toString(Sample.VIDEO_CLOCK));
    private static final Map<String, String> MPEGTS = Map.of("pat_period", "3600", "sdt_period", "3600");

    private final Packaging packaging;
    private final AVFormatContext context = new AVFormatContext(null);
    private @Nullable AVPacket packet;
    private BytePointer scratch = new BytePointer(0L);
    private int videoIndex = -1;
    private int audioIndex = -1;
    private int audioClock = 1;
    private long videoNext = Long.MIN_VALUE;
    private long audioNext = Long.MIN_VALUE;
    private byte[] header = new byte[0];

    private Muxer(Packaging packaging) {
        this.packaging = packaging;
    }

    /** Opens a muxer for these tracks; its header is written. */
    static Muxer open(Packaging packaging, MediaTracks tracks) throws MuxException {
        Muxer muxer = new Muxer(packaging);
        try {
            muxer.start(tracks);
            return muxer;
        } catch (MuxException | RuntimeException e) {
            muxer.close();
            throw e;
        }
    }

    private void start(MediaTracks tracks) throws MuxException {
        String format = packaging == Packaging.FMP4 ? "mp4" : "mpegts";
        check(avformat_alloc_output_context2(context, null, format, (String) null), "open " + format);
        packet = av_packet_alloc();
        context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT | AVFormatContext.AVFMT_FLAG_CUSTOM_IO);
        context.flush_packets(0);
        context.avoid_negative_ts(AVFormatContext.AVFMT_AVOID_NEG_TS_DISABLED);
        context.max_delay(0);
        if (tracks.video() != null) {
            videoIndex = MuxerStreams.video(context, tracks.video());
        }
        if (tracks.audio() != null) {
            audioIndex = MuxerStreams.audio(context, tracks.audio());
            audioClock = tracks.audio().clockHz();
        }
        renewBuffer();
        AVDictionary options = new AVDictionary(null);
        try {
            (packaging == Packaging.FMP4 ? FMP4 : MPEGTS).forEach((key, value) -> av_dict_set(options, key, value, 0));
            check(avformat_write_header(context, options), "write header");
        } finally {
            av_dict_free(options);
        }
        header = packaging == Packaging.FMP4 ? takeBuffer() : header;
    }

    /** ftyp and moov of fMP4; empty for MPEG-TS, where it is part of the first part. */
    byte[] header() {
        return header;
    }

    /** Has the tables of MPEG-TS written again in front of the next frame, so that a segment stands alone. */
    void repeatTables() throws MuxException {
        check(av_opt_set(context.priv_data(), "mpegts_flags", "+resend_headers", 0), "repeat tables");
    }

    /** Writes these frames, in decode order, and returns the bytes they became. */
    byte[] write(List<Sample> samples) throws MuxException {
        for (Sample sample : samples) {
            write(sample);
        }
        check(av_write_frame(context, null), "end part");
        return takeBuffer();
    }

    private void write(Sample sample) throws MuxException {
        AVPacket out = packet;
        if (out == null) {
            throw new IllegalStateException("muxer is closed");
        }
        int size = sample.size();
        if (scratch.capacity() < size + AV_INPUT_BUFFER_PADDING_SIZE) {
            scratch.close();
            scratch = new BytePointer(Math.max(SMALLEST_BUFFER, size * 3L / 2 + AV_INPUT_BUFFER_PADDING_SIZE));
        }
        scratch.position(0).put(sample.payload(), sample.offset(), size);
        scratch.position(size).fill(0).position(0);
        out.data(scratch);
        out.size(size);
        out.stream_index(sample.video() ? videoIndex : audioIndex);
        out.flags(sample.keyframe() || !sample.video() ? AV_PKT_FLAG_KEY : 0);
        long dts = Math.max(ticks(sample, sample.dts()), sample.video() ? videoNext : audioNext);
        out.dts(dts);
        out.pts(Math.max(dts, ticks(sample, sample.pts())));
        out.duration(ticks(sample, sample.duration()));
        if (sample.video()) {
            videoNext = dts + 1;
        } else {
            audioNext = dts + 1;
        }
        check(av_write_frame(context, out), "write frame");
    }

    /** In the time base of the muxer's stream: its own clock in fMP4, 90 kHz in MPEG-TS. */
    private long ticks(Sample sample, long value) {
        return packaging == Packaging.MPEGTS && !sample.video()
                ? Math.floorDiv(value * Sample.VIDEO_CLOCK, audioClock)
                : value;
    }

    private void renewBuffer() throws MuxException {
        AVIOContext buffer = new AVIOContext(null);
        check(avio_open_dyn_buf(buffer), "open buffer");
        context.pb(buffer);
    }

    private byte[] takeBuffer() throws MuxException {
        byte[] bytes = closeBuffer();
        renewBuffer();
        return bytes;
    }

    private byte[] closeBuffer() {
        BytePointer written = new BytePointer((BytePointer) null);
        int length = avio_close_dyn_buf(context.pb(), written);
        context.pb(null);
        byte[] bytes = new byte[Math.max(0, length)];
        written.get(bytes, 0, bytes.length);
        av_free(written);
        return bytes;
    }

    static void check(int code, String doing) throws MuxException {
        if (code < 0) {
            byte[] text = new byte[128];
            av_strerror(code, text, text.length);
            int end = 0;
            while (end < text.length && text[end] != 0) {
                end++;
            }
            throw new MuxException(doing + ": " + new String(text, 0, end, StandardCharsets.UTF_8));
        }
    }

    /** Frees everything native. The trailer is left out: the last part is complete, and nobody reads what comes after. */
    @Override
    public void close() {
        if (!context.isNull()) {
            if (context.pb() != null) {
                closeBuffer();
            }
            avformat_free_context(context);
            context.setNull();
        }
        if (packet != null) {
            av_packet_free(packet);
            packet = null;
        }
        scratch.close();
    }
}
