package dev.streamr.mesh.limit;

import java.time.Clock;
import java.time.YearMonth;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the bytes sent in the calendar month of this machine. It saves ahead, a block at a time: after a crash a block
 * may count as sent that was not, and never the other way round. Any thread; one in some hundred calls waits for the
 * database.
 */
public final class MonthlyQuota {

    /** Bytes that one write to the database covers. */
    static final long BLOCK = 16L << 20;

    /** Where the count survives a restart. */
    public interface Store {

        /** Bytes that may have been sent in this month; 0 when nothing was saved. */
        long load(YearMonth month);

        /** Says that so many bytes may have been sent in this month. */
        void save(YearMonth month, long bytes);
    }

    private final long limit;
    private final Store store;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private YearMonth month;
    /** When the month is over, milliseconds since 1970. */
    private volatile long monthEnd;
    private volatile long used;
    private long saved;

    /**
     * @param limit bytes a month; {@link Long#MAX_VALUE} for no quota, counted all the same
     * @param clock tells the month, in this machine's time zone
     */
    public MonthlyQuota(long limit, Store store, Clock clock) {
        this.limit = limit;
        this.store = store;
        this.clock = clock;
        this.month = YearMonth.now(clock);
        this.monthEnd = end(month);
        this.used = store.load(month);
        this.saved = used;
    }

    /** Takes bytes of this month's quota before they are sent; false when it does not hold so many. */
    public boolean take(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes: must not be negative");
        }
        lock.lock();
        try {
            turn();
            if (bytes > limit - used) {
                return false;
            }
            long sum = used + bytes;
            if (sum > saved) {
                saved = sum + Math.min(limit - sum, BLOCK);
                store.save(month, saved);
            }
            used = sum;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** What is left of this month; {@link Long#MAX_VALUE} without a quota. Does not block. */
    public long left() {
        if (limit == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        return clock.millis() >= monthEnd ? limit : Math.max(0, limit - used);
    }

    /** Saves the exact count, at a clean stop. */
    public void save() {
        lock.lock();
        try {
            if (saved != used) {
                store.save(month, used);
                saved = used;
            }
        } finally {
            lock.unlock();
        }
    }

    /** A month that is over is gone; a clock that is set back does not bring it back. */
    private void turn() {
        if (clock.millis() < monthEnd) {
            return;
        }
        month = YearMonth.now(clock);
        used = store.load(month);
        saved = used;
        monthEnd = end(month);
    }

    private long end(YearMonth month) {
        return month.plusMonths(1).atDay(1).atStartOfDay(clock.getZone()).toInstant().toEpochMilli();
    }
}
