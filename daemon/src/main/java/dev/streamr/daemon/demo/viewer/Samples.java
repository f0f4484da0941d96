package dev.streamr.daemon.demo.viewer;

import java.util.Arrays;
import java.util.Collection;

/** The newest values of a measure. Safe for use by several threads. */
final class Samples {

    /** Newer values take the place of the oldest. */
    private static final int MOST = 8_192;

    private final long[] values = new long[MOST];
    private long count;

    /**
     * How values are spread.
     *
     * @param p50 half of them are at or below this; 0 when there is none
     */
    record Spread(long p50, long p95, long max) {}

    synchronized void add(long value) {
        values[(int) (count++ % MOST)] = value;
    }

    synchronized void clear() {
        count = 0;
    }

    synchronized Spread spread() {
        return spread(Arrays.copyOf(values, (int) Math.min(count, MOST)));
    }

    static Spread spread(Collection<Long> values) {
        return spread(values.stream().mapToLong(Long::longValue).toArray());
    }

    private static Spread spread(long[] sorted) {
        Arrays.sort(sorted);
        int size = sorted.length;
        return size == 0
                ? new Spread(0, 0, 0)
                : new Spread(sorted[size / 2], sorted[(int) (size * 0.95)], sorted[size - 1]);
    }
}
