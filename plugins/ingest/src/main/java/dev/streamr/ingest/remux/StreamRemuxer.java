package dev.streamr.ingest.remux;

import dev.streamr.api.FlvTag;
import dev.streamr.api.Packaging;
import dev.streamr.api.Publication;
import dev.streamr.api.SegmentWindow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One publication's remuxer: the preroll first, then the flow. Its lock only orders {@link #close} against tags. */
final class StreamRemuxer implements Remuxer {

    private static final System.Logger LOG = System.getLogger(StreamRemuxer.class.getName());
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final RemuxConfig config;
    private final Publication publication;
    private final StreamPosition position;
    private final RemuxMetrics metrics;
    private final Executor pool;
    private final Clock clock;
    private final FrameReader reader;
    private final ReentrantLock lock = new ReentrantLock();
    private final @Nullable Bounds declared;
    private @Nullable Preroll preroll;
    private @Nullable MediaFlow flow;
    private @Nullable MuxQueue queue;
    private Instant firstArrival = Instant.EPOCH;
    private long firstMillis = Long.MIN_VALUE;
    private boolean replaying;
    private boolean closed;

    StreamRemuxer(RemuxConfig config, Publication publication, StreamPosition position, RemuxMetrics metrics,
            Executor pool, Clock clock) {
        this.config = config;
        this.publication = publication;
        this.position = position;
        this.metrics = metrics;
        this.pool = pool;
        this.clock = clock;
        this.reader = new FrameReader(publication, metrics);
        this.declared = declared();
        this.preroll = newPreroll();
    }

    /** The bounds of a window that has declared some already; they hold while it lives. */
    private @Nullable Bounds declared() {
        SegmentWindow.Snapshot window = publication.stream().window(Packaging.FMP4).snapshot();
        return window.partTargetMicros() > 0
                ? new Bounds(window.partTargetMicros(), window.targetDurationMicros(), config.segmentMicros())
                : null;
    }

    private Preroll newPreroll() {
        firstMillis = Long.MIN_VALUE;
        return new Preroll(config.segmentMicros(), config.queueBytes(), declared != null);
    }

    @Override
    public void tag(FlvTag tag) {
        lock.lock();
        try {
            Frame frame = closed ? null : reader.read(tag);
            if (frame == null) {
                return;
            }
            if (flow != null) {
                flow.accept(frame);
            } else if (preroll != null) {
                keep(preroll, frame);
            }
        } finally {
            lock.unlock();
        }
    }

    private void keep(Preroll begun, Frame frame) {
        if (firstMillis == Long.MIN_VALUE) {
            firstMillis = frame.millis();
            firstArrival = clock.instant();
        }
        if (begun.add(frame)) {
            start(begun);
        }
    }

    private void start(Preroll complete) {
        MediaTracks tracks = complete.tracks();
        if (tracks.video() == null && tracks.audio() == null) {
            preroll = newPreroll();
            return;
        }
        preroll = null;
        Bounds bounds = declared != null ? declared : BoundsFinder.find(config, tracks, complete.frames());
        Numbering numbering = new Numbering(position.load(publication.stream().name()));
        Packager packager = new Packager(publication, position, metrics, bounds, config.alwaysMpegTs());
        MuxQueue parts = new MuxQueue(pool, packager, metrics, config.queueBytes());
        queue = parts;
        MediaFlow begun = new MediaFlow(publication, metrics, bounds, tracks, config.queueBytes(),
                part -> parts.offer(numbering.number(part)),
                (micros, millis) -> numbering.anchor(micros, arrival(millis)));
        flow = begun;
        replaying = true;
        complete.frames().forEach(begun::accept);
        replaying = false;
    }

    /** When the frame with this time arrived: now, or as long after the first one as the publisher says. */
    private Instant arrival(long millis) {
        Instant now = clock.instant();
        if (!replaying) {
            return now;
        }
        Instant then = firstArrival.plusMillis(millis - firstMillis);
        return then.isAfter(now) ? now : then;
    }

    @Override
    public void close() {
        MuxQueue last = finish();
        if (last == null) {
            return;
        }
        try {
            if (!last.close(CLOSING)) {
                LOG.log(System.Logger.Level.WARNING, "stream {0}: its last parts did not get ready in time",
                        publication.stream().name());
            }
        } catch (InterruptedException e) {
            // The job goes on by itself and frees what it holds; only this thread must not wait for it.
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable MuxQueue finish() {
        lock.lock();
        try {
            if (closed) {
                return null;
            }
            closed = true;
            if (preroll != null && !preroll.frames().isEmpty()) {
                start(preroll);
            }
            if (flow != null) {
                flow.finish();
            }
            return queue;
        } finally {
            lock.unlock();
        }
    }
}
