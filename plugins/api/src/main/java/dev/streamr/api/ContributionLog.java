package dev.streamr.api;

import java.time.Instant;
import java.util.List;

/**
 * What friends' machines delivered, as far as anybody said; owned by the daemon, the raw material of pay. Single words
 * are kept for two days and rolled up by hour for good.
 */
public interface ContributionLog {

    /** Adds one word. Never blocks: it is written within a second; beyond 10,000 that wait the newest are lost, counted. */
    void add(Contribution contribution);

    /**
     * Whole hours, oldest first, by node and stream. Blocks on the database.
     *
     * @param from first hour; what is before it is left out
     * @param to   exclusive
     */
    List<ContributionHour> hours(Instant from, Instant to);
}
