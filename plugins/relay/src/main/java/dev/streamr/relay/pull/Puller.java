package dev.streamr.relay.pull;

/**
 * What the requests of one stream have in common.
 *
 * @param transport how they are sent
 * @param parents   where they go
 * @param budget    how many may be sent twice
 * @param blame     what is held against parents
 * @param metrics   what is counted
 */
record Puller(Transport transport, Parents parents, HedgeBudget budget, Blame blame, PullMetrics metrics) {}
