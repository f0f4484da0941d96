package dev.streamr.mesh.limit;

import dev.streamr.api.BitRate;
import dev.streamr.api.DataSize;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** What this machine gives, as it stands now: asked before bytes are sent, told in heartbeats. Any thread. */
public final class UploadLimits {

    /** What may go out at once: a part or two, short enough that a router's queue stays empty. */
    private static final long BURST_BYTES = 256L << 10;

    /** What goes out without waiting for its turn again: others wait no longer than this for theirs. */
    private static final Duration PIECE = Duration.ofMillis(20);
    private static final int LEAST_PIECE_BYTES = 8 << 10;
    private static final int MOST_PIECE_BYTES = 128 << 10;
    /** A viewer who waits longer for a piece is better off elsewhere. */
    private static final Duration MOST_WAIT = Duration.ofSeconds(2);
    /** Of a quota, what is kept for those who are being served when it ends. */
    private static final int LAST_SHARE = 200;
    private static final long MOST_LAST_BYTES = 64L << 20;

    private static final OptionalLong NOW = OptionalLong.of(0);

    private final LimitsConfig config;
    private final Optional<TokenBucket> bucket;
    private final MonthlyQuota quota;
    private final Clock clock;
    private final long lastBytes;
    private final int pieceBytes;

    /** @param clock tells the month and the time of day, in this machine's time zone */
    public UploadLimits(LimitsConfig config, MonthlyQuota.Store store, Clock clock, LongSupplier nanoTime) {
        this.config = config;
        this.bucket = config.upload()
                .map(rate -> new TokenBucket(rate.bitsPerSecond(), BURST_BYTES, MOST_WAIT, nanoTime));
        this.quota = new MonthlyQuota(config.quota().map(size -> size.bytes()).orElse(Long.MAX_VALUE), store, clock);
        this.clock = clock;
        this.lastBytes = config.quota().map(size -> size.bytes() / LAST_SHARE)
                .map(share -> Math.max(MOST_PIECE_BYTES, Math.min(share, MOST_LAST_BYTES))).orElse(0L);
        this.pieceBytes = config.upload().map(rate -> rate.bitsPerSecond() / 8 * PIECE.toMillis() / 1_000)
                .map(bytes -> Math.clamp(bytes, LEAST_PIECE_BYTES, MOST_PIECE_BYTES)).orElse(MOST_PIECE_BYTES);
    }

    /** Why nothing may be served now; empty when it may. */
    public Optional<String> closed() {
        if (quota.left() < lastBytes) {
            return Optional.of("this month's quota is used up");
        }
        if (config.schedule().isEmpty()) {
            return Optional.empty();
        }
        LocalDateTime now = LocalDateTime.now(clock);
        boolean open = config.schedule().stream().anyMatch(hours -> hours.contains(now));
        return open ? Optional.empty() : Optional.of("it is outside of its hours");
    }

    /** The cap in bits per second; 0 for none. */
    public long bitsPerSecond() {
        return config.upload().map(BitRate::bitsPerSecond).orElse(0L);
    }

    /** Bytes of a month; empty without a quota. */
    public Optional<Long> quota() {
        return config.quota().map(DataSize::bytes);
    }

    /** What is left of this month's quota; {@link Long#MAX_VALUE} without one. */
    public long quotaLeft() {
        return quota.left();
    }

    /** Bytes that are set aside at most at a time. */
    public int pieceBytes() {
        return pieceBytes;
    }

    /**
     * Sets bytes aside that will be sent after the wait that is returned.
     *
     * @param bytes 1 to {@link #pieceBytes}
     * @return nanoseconds to wait, 0 for now; empty when they must not be sent: the quota does not hold so many, or so
     *         many wait that it would take too long
     */
    public OptionalLong reserve(int bytes) {
        OptionalLong wait = bucket.isPresent() ? bucket.get().reserve(bytes) : NOW;
        return wait.isPresent() && quota.take(bytes) ? wait : OptionalLong.empty();
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
