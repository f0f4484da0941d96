package dev.streamr.daemon.stream;

import dev.streamr.api.DataSize;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code streams:} of the configuration: how much is kept, and for how long.
 *
 * @param maxStreams       streams at a time, 1 to 10,000; more publishers are refused
 * @param interruptedGrace how long viewers wait for an encoder that was cut off, 0s to 1h
 * @param keepEnded        how long a stream that is over stays watchable, 0s to 24h
 * @param window           the HLS window
 * @param tags             the tags that HTTP-FLV and RTMP players get
 */
public record StreamsConfig(Integer maxStreams, Duration interruptedGrace, Duration keepEnded, Window window,
        Tags tags) {

    /** Everything at its default. */
    @SuppressWarnings("NullAway") // the constructor fills in what is not given
    public static final StreamsConfig DEFAULTS = new StreamsConfig(null, null, null, null, null);

    @SuppressWarnings("NullAway")
    public StreamsConfig(@Nullable Integer maxStreams, @Nullable Duration interruptedGrace,
            @Nullable Duration keepEnded, @Nullable Window window, @Nullable Tags tags) {
        this.maxStreams = Allowed.count("max-streams", maxStreams == null ? 100 : maxStreams, 1, 10_000);
        this.interruptedGrace = Allowed.between("interrupted-grace", interruptedGrace, Duration.ofSeconds(10),
                Duration.ZERO, Duration.ofHours(1));
        this.keepEnded = Allowed.between("keep-ended", keepEnded, Duration.ofMinutes(1), Duration.ZERO,
                Duration.ofHours(24));
        this.window = window == null ? Window.DEFAULTS : window;
        this.tags = tags == null ? Tags.DEFAULTS : tags;
    }

    /**
     * Bounds of the HLS windows; what is beyond is dropped, oldest first.
     *
     * @param duration    media kept per stream and packaging, 6s to 1h; never fewer than three segments
     * @param maxBytes    bytes kept per stream and packaging, 1MiB to 64GiB
     * @param totalBytes  bytes kept in all windows together, at least {@code max-bytes}
     */
    public record Window(Duration duration, DataSize maxBytes, DataSize totalBytes) {

        @SuppressWarnings("NullAway")
        static final Window DEFAULTS = new Window(null, null, null);

        public Window(@Nullable Duration duration, @Nullable DataSize maxBytes, @Nullable DataSize totalBytes) {
            this.duration = Allowed.between("window.duration", duration, Duration.ofSeconds(30), Duration.ofSeconds(6),
                    Duration.ofHours(1));
            this.maxBytes = Allowed.between("window.max-bytes", maxBytes, DataSize.ofMebibytes(64),
                    DataSize.ofMebibytes(1), DataSize.ofGibibytes(64));
            this.totalBytes = Allowed.between("window.total-bytes", totalBytes,
                    DataSize.ofBytes(Math.max(this.maxBytes.bytes(), 512L << 20)), this.maxBytes,
                    DataSize.ofGibibytes(1024));
        }
    }

    /**
     * Bounds of the tag rings, and how tags are gathered into batches. Viewers are woken once per batch, and wake-ups
     * are what a viewer costs: the more watch, the longer a batch lasts.
     *
     * @param history       how far a slow viewer may fall behind before it skips to the newest keyframe, 1s to 5m
     * @param maxBytes      bytes kept per stream, 256KiB to 4GiB
     * @param shortestBatch age of a batch when one viewer watches, 0s to 1s
     * @param longestBatch  age of a batch from {@code crowd} viewers on, {@code shortest-batch} to 2s
     * @param crowd         viewers from which on batches last longest, 1 to 100,000
     * @param batchBytes    bytes that close a batch at once, 4KiB to 16MiB
     */
    public record Tags(Duration history, DataSize maxBytes, Duration shortestBatch, Duration longestBatch,
            Integer crowd, DataSize batchBytes) {

        @SuppressWarnings("NullAway")
        static final Tags DEFAULTS = new Tags(null, null, null, null, null, null);

        public Tags(@Nullable Duration history, @Nullable DataSize maxBytes, @Nullable Duration shortestBatch,
                @Nullable Duration longestBatch, @Nullable Integer crowd, @Nullable DataSize batchBytes) {
            this.history = Allowed.between("tags.history", history, Duration.ofSeconds(8), Duration.ofSeconds(1),
                    Duration.ofMinutes(5));
            this.maxBytes = Allowed.between("tags.max-bytes", maxBytes, DataSize.ofMebibytes(32),
                    DataSize.ofKibibytes(256), DataSize.ofGibibytes(4));
            this.shortestBatch = Allowed.between("tags.shortest-batch", shortestBatch, Duration.ofMillis(40),
                    Duration.ZERO, Duration.ofSeconds(1));
            this.longestBatch = Allowed.between("tags.longest-batch", longestBatch,
                    Allowed.longer(this.shortestBatch, Duration.ofMillis(200)), this.shortestBatch,
                    Duration.ofSeconds(2));
            this.crowd = Allowed.count("tags.crowd", crowd == null ? 200 : crowd, 1, 100_000);
            this.batchBytes = Allowed.between("tags.batch-bytes", batchBytes, DataSize.ofKibibytes(512),
                    DataSize.ofKibibytes(4), DataSize.ofMebibytes(16));
        }
    }
}
