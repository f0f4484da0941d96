package dev.streamr.daemon.demo.viewer;

/**
 * The buffer of a player and its clock, without a picture: media comes in, time plays it, and when it runs dry the viewer
 * sees a stall. Safe for use by several threads.
 */
final class Playout {

    /** A stand-still below this is three pictures long and seen by nobody. */
    private static final long NOTICED_NANOS = 100_000_000L;
    private static final long LONG_NANOS = 500_000_000L;
    /** What lies further behind is caught up a little faster, as players do. */
    private static final double FASTER = 1.05;
    /** What lies further behind than this beyond the hold-back is left out. */
    private static final long JUMP_NANOS = 1_000_000_000L;

    private boolean started;
    private long holdBackNanos;
    private long bufferedNanos;
    private long endProgramMicros;
    private long at;
    private long arrivedAt;
    private long dryNanos;
    private long stalls;
    private long longStalls;
    private long stalledNanos;
    private long longestStallNanos;
    private long longestGapNanos;

    /**
     * What a viewer felt so far.
     *
     * @param playing       whether there is a picture that moves
     * @param stalls        stand-stills that a viewer sees
     * @param longStalls    those of more than half a second
     * @param longestStallMillis since {@link #mark}
     * @param longestGapMillis   the longest time in which nothing came, since {@link #mark}
     * @param latencyMillis how far what is shown lies behind live
     */
    record Felt(boolean playing, long stalls, long longStalls, long stalledMillis, long longestStallMillis,
            long longestGapMillis, long latencyMillis) {}

    /**
     * Begins to play at the hold-back with what is loaded by now, or goes there when it lies too far behind.
     *
     * @param holdBack in nanoseconds
     */
    synchronized void ready(long holdBack, long now) {
        tick(now);
        holdBackNanos = holdBack;
        if (!started && bufferedNanos > 0) {
            started = true;
            arrivedAt = now;
            bufferedNanos = Math.min(bufferedNanos, holdBack);
        } else if (bufferedNanos > holdBack + JUMP_NANOS) {
            bufferedNanos = holdBack;
        }
    }

    /** Media came, up to this programme time. */
    synchronized void arrive(long durationMicros, long endMicros, long now) {
        tick(now);
        longestGapNanos = started ? Math.max(longestGapNanos, now - arrivedAt) : 0;
        arrivedAt = now;
        bufferedNanos += durationMicros * 1000;
        endProgramMicros = endMicros;
        dryNanos = 0;
    }

    /** Forgets the longest stall and the longest gap, to see those of what comes next. */
    synchronized void mark(long now) {
        tick(now);
        longestStallNanos = dryNanos;
        longestGapNanos = 0;
    }

    /** @param wallMicros now, since 1970 */
    synchronized Felt felt(long now, long wallMicros) {
        tick(now);
        long gap = started ? Math.max(longestGapNanos, now - arrivedAt) : 0;
        return new Felt(started && dryNanos == 0, stalls, longStalls, stalledNanos / 1_000_000,
                longestStallNanos / 1_000_000, gap / 1_000_000,
                started ? (wallMicros - endProgramMicros + bufferedNanos / 1000) / 1000 : 0);
    }

    private void tick(long now) {
        long passed = now - at;
        at = now;
        if (!started || passed <= 0) {
            return;
        }
        long wanted = bufferedNanos > holdBackNanos + NOTICED_NANOS ? (long) (passed * FASTER) : passed;
        bufferedNanos -= wanted;
        if (bufferedNanos < 0) {
            dry(-bufferedNanos);
            bufferedNanos = 0;
        }
    }

    private void dry(long nanos) {
        long before = dryNanos;
        dryNanos += nanos;
        if (dryNanos >= NOTICED_NANOS) {
            stalls += before < NOTICED_NANOS ? 1 : 0;
            longStalls += before < LONG_NANOS && dryNanos >= LONG_NANOS ? 1 : 0;
            stalledNanos += before < NOTICED_NANOS ? dryNanos : nanos;
            longestStallNanos = Math.max(longestStallNanos, dryNanos);
        }
    }
}
