package dev.streamr.ingest.remux;

import dev.streamr.api.InitSegment;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Publication;
import dev.streamr.api.StreamWarning;
import dev.streamr.ingest.flv.AudioCodec;
import dev.streamr.ingest.flv.VideoCodec;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes MPEG-TS while somebody asks for it: the same segments under the same numbers as fMP4, each one part. When nobody
 * asks any more the places stay and hold nothing, so that the numbers never leap within a publication.
 */
final class TsPackager implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(TsPackager.class.getName());
    private static final byte[] NOTHING = new byte[0];
    /** One part is a whole segment, which rounds to the target duration. */
    private static final long ROUNDING_MICROS = 500_000;

    private final Publication publication;
    private final RemuxMetrics metrics;
    private final Bounds bounds;
    private final boolean always;
    private final ByteArrayOutputStream segment = new ByteArrayOutputStream();
    private @Nullable Muxer muxer;
    private @Nullable MediaTracks tracks;
    private @Nullable PartPlan first;
    private InitSegment init = InitSegments.of(NOTHING, List.of());
    private long durationMicros;
    private boolean declared;
    private boolean broken;
    private boolean lost;

    TsPackager(Publication publication, RemuxMetrics metrics, Bounds bounds, boolean always) {
        this.publication = publication;
        this.metrics = metrics;
        this.bounds = bounds;
        this.always = always;
    }

    /** Takes the next part of the stream. */
    void add(PartPlan plan) {
        if (plan.index() == 0) {
            begin(plan);
        }
        if (first == null) {
            return;
        }
        durationMicros += plan.durationMicros();
        lost |= plan.lost();
        write(plan);
        if (plan.cut().last()) {
            publish(first);
            first = null;
        }
    }

    private void begin(PartPlan plan) {
        boolean wanted = always || publication.stream().requested(Packaging.MPEGTS);
        first = declared || (wanted && carries(plan.cut().tracks())) ? plan : null;
        segment.reset();
        durationMicros = 0;
        lost = false;
        if (first == null) {
            return;
        }
        try {
            prepare(plan.cut().tracks(), wanted);
        } catch (MuxException e) {
            refused(e);
        }
    }

    private void prepare(MediaTracks next, boolean wanted) throws MuxException {
        if (!wanted || !carries(next)) {
            closeMuxer();
        } else if (muxer != null && next.equals(tracks)) {
            muxer.repeatTables();
        } else {
            closeMuxer();
            broken = declared;
            tracks = next;
            muxer = Muxer.open(Packaging.MPEGTS, next.forTransportStream());
            init = InitSegments.of(NOTHING, next.list());
        }
    }

    private void write(PartPlan plan) {
        if (muxer == null || lost || plan.cut().samples().isEmpty()) {
            return;
        }
        try {
            segment.writeBytes(muxer.write(plan.cut().samples()));
        } catch (MuxException e) {
            refused(e);
        }
    }

    private void publish(PartPlan start) {
        boolean gap = muxer == null || lost || segment.size() == 0;
        boolean discontinuity = start.discontinuity() || (broken && !gap);
        if (!declared) {
            declared = true;
            publication.targets(Packaging.MPEGTS, bounds.targetDurationMicros(),
                    bounds.targetDurationMicros() + ROUNDING_MICROS, start.discontinuitySequence());
        }
        broken &= gap;
        Instant time = start.programTime();
        publication.part(Packaging.MPEGTS, new Part(start.mediaSequence(), 0, durationMicros, !gap, true,
                discontinuity, gap, time, init, gap ? NOTHING : segment.toByteArray()));
        metrics.part("mpegts");
    }

    /** Old devices, for whom this is, know these and no others. */
    private boolean carries(MediaTracks candidate) {
        boolean video = candidate.video() == null || candidate.video().codec() == VideoCodec.H264
                || candidate.video().codec() == VideoCodec.HEVC;
        boolean audio = candidate.audio() == null || candidate.audio().codec() == AudioCodec.AAC
                || candidate.audio().codec() == AudioCodec.MP3;
        if (!video || !audio) {
            publication.warn(new StreamWarning("mpegts-codec-unsupported",
                    "MPEG-TS for old devices cannot carry this stream; set the encoder to H.264 and AAC"));
        }
        return video && audio;
    }

    private void refused(MuxException e) {
        metrics.failed();
        LOG.log(System.Logger.Level.DEBUG,
                () -> "stream " + publication.stream().name() + ": libavformat refused MPEG-TS: " + e.getMessage());
        lost = true;
        closeMuxer();
    }

    private void closeMuxer() {
        if (muxer != null) {
            muxer.close();
            muxer = null;
        }
    }

    /** Frees everything native. */
    @Override
    public void close() {
        closeMuxer();
    }
}
