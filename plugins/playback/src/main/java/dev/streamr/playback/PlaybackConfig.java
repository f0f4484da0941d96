package dev.streamr.playback;

import dev.streamr.api.DataSize;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code playback:} of the configuration.
 *
 * @param rewind        how far back viewers can go, 1 minute to 24 hours; null keeps nothing on disk
 * @param rewindSize    most bytes on disk per stream, default 16GiB
 * @param maxFlvViewers most HTTP-FLV viewers at a time, default 5000
 */
public record PlaybackConfig(@Nullable Duration rewind, DataSize rewindSize, Integer maxFlvViewers) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    /** @throws IllegalArgumentException naming the key and what is allowed */
    public PlaybackConfig(@Nullable Duration rewind, @Nullable DataSize rewindSize, @Nullable Integer maxFlvViewers) {
        if (rewind != null && (rewind.compareTo(SHORTEST) < 0 || rewind.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("rewind: must be between 1m and 24h, or null");
        }
        if (rewindSize != null && rewindSize.bytes() < DataSize.ofMebibytes(64).bytes()) {
            throw new IllegalArgumentException("rewind-size: must be at least 64MiB");
        }
        if (maxFlvViewers != null && maxFlvViewers < 1) {
            throw new IllegalArgumentException("max-flv-viewers: must be at least 1");
        }
        this.rewind = rewind;
        this.rewindSize = rewindSize == null ? DataSize.ofMebibytes(16 * 1024) : rewindSize;
        this.maxFlvViewers = maxFlvViewers == null ? Integer.valueOf(5000) : maxFlvViewers;
    }
}
