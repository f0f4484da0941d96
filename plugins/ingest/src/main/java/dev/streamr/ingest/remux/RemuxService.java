package dev.streamr.ingest.remux;

import dev.streamr.api.Health;
import dev.streamr.api.Publication;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The remuxers of this node and the threads that FFmpeg runs on: as many as there are cores, platform threads, because
 * native code holds on to the thread that calls it. For any thread.
 */
public final class RemuxService implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RemuxService.class.getName());
    private static final int CLOSING_SECONDS = 2;

    private final RemuxConfig config;
    private final RemuxMetrics metrics;
    private final ExecutorService pool;

    /** Begins to load FFmpeg in the background. */
    public RemuxService(RemuxConfig config, CollectorRegistry metrics) {
        this.config = config;
        this.metrics = new RemuxMetrics(metrics);
        // Each stream has at most one job waiting, so the pool's queue is bounded by the number of streams.
        this.pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().daemon().name("remux-", 0).factory());
        Ffmpeg.startLoading();
    }

    /**
     * Opens the way into HLS for one publication. Close it before the publication.
     *
     * @param position where the numbers stand; asked once and told at each segment
     */
    public Remuxer open(Publication publication, StreamPosition position) {
        return new StreamRemuxer(config, publication, position, metrics, pool, Clock.systemUTC());
    }

    /** Down, with the reason, when FFmpeg cannot be loaded. Never blocks. */
    public Health health() {
        return Ffmpeg.health();
    }

    /** Ends the threads, after the remuxers were closed. Idempotent. */
    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "remuxing did not end in {0} s", CLOSING_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
