package dev.streamr.daemon.demo.viewer;

/**
 * How many requests may be sent a second time to somebody else because the first answer is late: one in twenty, and five
 * at once. When everything is slow, asking twice makes it slower. One thread uses it.
 */
final class HedgeBudget {

    private static final double MOST = 5;
    private static final double PER_REQUEST = 0.05;

    private double left = MOST;

    /** Counts a request. */
    void request() {
        left = Math.min(MOST, left + PER_REQUEST);
    }

    /** Takes one hedge; false when there is none left. */
    boolean take() {
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
