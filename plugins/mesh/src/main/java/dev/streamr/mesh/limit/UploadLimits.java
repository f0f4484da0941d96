package dev.streamr.mesh.limit;

import dev.streamr.api.BitRate;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What this machine gives, as it stands now: asked before bytes are sent, told in heartbeats. Any thread. */
public final class UploadLimits {

    /** What may go out at once: a part or two, short enough that a router's queue stays empty. */
    private static final long BURST_BYTES = 256L << 10;

    private final LimitsConfig config;
    private final Optional<TokenBucket> bucket;
    private final MonthlyQuota quota;
    private final Clock clock;

    /** @param clock tells the month and the time of day, in this machine's time zone */
    public UploadLimits(LimitsConfig config, MonthlyQuota.Store store, Clock clock, LongSupplier nanoTime) {
        this.config = config;
        this.bucket = config.upload().map(rate -> new TokenBucket(rate.bitsPerSecond(), BURST_BYTES, nanoTime));
        this.quota = new MonthlyQuota(config.quota().map(size -> size.bytes()).orElse(Long.MAX_VALUE), store, clock);
        this.clock = clock;
    }

    /** Why nothing may be served now; empty when it may. */
    public Optional<String> closed() {
        if (quota.left() == 0) {
            return Optional.of("this month's quota is used up");
        }
        LocalDateTime now = LocalDateTime.now(clock);
        boolean open = config.schedule().isEmpty()
                || config.schedule().stream().anyMatch(hours -> hours.contains(now));
        return open ? Optional.empty() : Optional.of("it is outside of its hours");
    }

    /** The cap in bits per second; 0 for none. */
    public long bitsPerSecond() {
        return config.upload().map(BitRate::bitsPerSecond).orElse(0L);
    }

    /** What is left of this month's quota; {@link Long#MAX_VALUE} without one. */
    public long quotaLeft() {
        return quota.left();
    }

    /** Bytes that are sent at most in one piece, see {@link TokenBucket#reserve}. */
    public long burst() {
        return BURST_BYTES;
    }

    /**
     * Sets bytes aside that will be sent after the wait that is returned.
     *
     * @param bytes 0 to {@link #burst}
     * @return nanoseconds to wait; empty when the quota does not hold so many: they must not be sent
     */
    public Optional<Long> reserve(long bytes) {
        return quota.take(bytes) ? Optional.of(bucket.map(one -> one.reserve(bytes)).orElse(0L)) : Optional.empty();
    }

    /** In words: what this machine gives. */
    public String words() {
        return config.words();
    }

    /** Keeps the exact count. */
    public void save() {
        quota.save();
    }
}
