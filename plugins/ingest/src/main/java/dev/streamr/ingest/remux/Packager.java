package dev.streamr.ingest.remux;

import dev.streamr.api.InitSegment;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Publication;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamWarning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the parts of one publication out of plans and publishes them, one job at a time, on a pool thread. A part that
 * libavformat refuses becomes a gap, and the muxer begins anew at the next segment; viewers of a stream never meet a
 * missing number.
 */
final class Packager implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Packager.class.getName());
    private static final byte[] NOTHING = new byte[0];

    private final Publication publication;
    private final StreamPosition position;
    private final RemuxMetrics metrics;
    private final Bounds bounds;
    private final StreamName stream;
    private final TsPackager ts;
    private @Nullable Muxer muxer;
    private @Nullable MediaTracks tracks;
    private InitSegment init = InitSegments.of(NOTHING, List.of());
    private boolean declared;
    private boolean complained;

    Packager(Publication publication, StreamPosition position, RemuxMetrics metrics, Bounds bounds,
            boolean alwaysMpegTs) {
        this.publication = publication;
        this.position = position;
        this.metrics = metrics;
        this.bounds = bounds;
        this.stream = publication.stream().name();
        this.ts = new TsPackager(publication, metrics, bounds, alwaysMpegTs);
    }

    /** Muxes and publishes one part. Never throws: the next part has its own chance. */
    void add(PartPlan plan) {
        if (publication.superseded()) {
            return;
        }
        try {
            Ffmpeg.await();
            if (!declared) {
                declared = true;
                publication.targets(Packaging.FMP4, bounds.targetDurationMicros(), bounds.partTargetMicros(),
                        plan.discontinuitySequence());
            }
            publish(plan, mux(plan));
            ts.add(plan);
        } catch (MuxException | RuntimeException e) {
            failed("a part could not be published", e);
        }
    }

    private byte[] mux(PartPlan plan) {
        try {
            if (plan.index() == 0 && (muxer == null || !plan.cut().tracks().equals(tracks))) {
                open(plan.cut().tracks());
            }
            return plan.cut().samples().isEmpty() || muxer == null ? NOTHING : muxer.write(plan.cut().samples());
        } catch (MuxException e) {
            failed("libavformat refused a part", e);
            publication.warn(new StreamWarning("hls-refused",
                    "Parts of this stream cannot be put into HLS (" + e.getMessage() + "); restart the encoder"));
            closeMuxer();
            return NOTHING;
        }
    }

    private void open(MediaTracks next) throws MuxException {
        closeMuxer();
        tracks = next;
        Muxer opened = Muxer.open(Packaging.FMP4, next);
        muxer = opened;
        init = InitSegments.of(opened.header(), next.list());
        publication.tracks(next.list());
    }

    private void publish(PartPlan plan, byte[] bytes) {
        if (plan.index() == 0) {
            position.save(stream,
                    new StreamPosition.Position(plan.mediaSequence() + 1, plan.discontinuitySequence()));
        }
        boolean gap = bytes.length == 0;
        publication.part(Packaging.FMP4, new Part(plan.mediaSequence(), plan.index(), plan.durationMicros(),
                plan.cut().independent() && !gap, plan.cut().last(), plan.discontinuity(), gap, plan.programTime(),
                init, bytes));
        metrics.part("fmp4");
        metrics.took(System.nanoTime() - plan.readyNanos());
    }

    private void failed(String what, Exception e) {
        metrics.failed();
        // Once per publication: a stream that fails does so five times a second.
        LOG.log(complained ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                () -> "stream " + stream + ": " + what + ": " + e.getMessage());
        complained = true;
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
        ts.close();
    }
}
