package dev.streamr.ingest.remux;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_FATAL;

import dev.streamr.api.Health;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;

/** FFmpeg's native libraries, loaded once and in the background: they take a good part of a second. */
final class Ffmpeg {

    private static final System.Logger LOG = System.getLogger(Ffmpeg.class.getName());

    private static final AtomicBoolean STARTED = new AtomicBoolean();
    private static final CompletableFuture<Void> LOADED = new CompletableFuture<>();

    static {
        // JavaCPP reads these when its classes load: no garbage-collector threads over native memory, which is freed
        // explicitly here, and no guard that stalls allocations when the process as a whole is large.
        defaultProperty("org.bytedeco.javacpp.nopointergc", "true");
        defaultProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        defaultProperty("org.bytedeco.javacpp.maxBytes", "0");
    }

    private Ffmpeg() {}

    private static void defaultProperty(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }

    private static void load() {
        try {
            Loader.load(avutil.class);
            Loader.load(avformat.class);
            avutil.av_log_set_level(AV_LOG_FATAL);
            LOADED.complete(null);
        } catch (Throwable e) {
            // Whatever goes wrong natively arrives as an Error; the node still serves what needs no FFmpeg.
            LOG.log(System.Logger.Level.ERROR, "FFmpeg does not load; there will be no HLS", e);
            LOADED.completeExceptionally(e);
        }
    }

    /** Starts loading, if that has not happened yet. */
    static void startLoading() {
        if (STARTED.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("ffmpeg-load").start(Ffmpeg::load);
        }
    }

    /** Waits until FFmpeg is there. */
    static void await() throws MuxException {
        try {
            LOADED.join();
        } catch (CompletionException e) {
            throw new MuxException("FFmpeg did not load: " + e.getCause());
        }
    }

    /** Up, also while loading; down with the reason when it cannot be. */
    static Health health() {
        return LOADED.isCompletedExceptionally()
                ? Health.down("FFmpeg did not load: " + LOADED.exceptionNow().getMessage())
                : Health.UP;
    }
}
