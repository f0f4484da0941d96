package dev.streamr.relay.pull;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How often a late answer may be asked for elsewhere: 5 in 100 requests, and some to begin with. When everything is
 * slow, asking twice makes it worse. Any thread.
 */
final class HedgeBudget {

    /** Thousandths of a hedge that a request earns. */
    private static final long EARNED = 50;
    private static final long HEDGE = 1_000;
    /** Hedges that can be saved up. */
    private static final long MOST = 10 * HEDGE;

    private final AtomicLong saved = new AtomicLong(MOST);

    /** A request was sent. */
    void earn() {
        saved.accumulateAndGet(EARNED, (has, more) -> Math.min(MOST, has + more));
    }

    /** Whether there may be one more hedge; it is then spent. */
    boolean spend() {
        return saved.getAndUpdate(has -> has >= HEDGE ? has - HEDGE : has) >= HEDGE;
    }
}
