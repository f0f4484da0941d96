package dev.streamr.api;

import java.time.Instant;

/**
 * All words on one node and one stream in one hour, added up.
 *
 * @param hour             its beginning, UTC
 * @param nodeId           id of the node
 * @param stream           the stream
 * @param claimedBytes     the node says it sent
 * @param provenBytes      viewers proved to have received
 * @param statedBytes      viewers say, without proof, to have received
 * @param namedBytes       of segments that were named to players which say nothing
 * @param receipts         of viewers
 * @param stalls           that viewers told
 * @param late             requests that another machine had to answer
 * @param firstByteMicros  sum over {@code timedReceipts}
 * @param timedReceipts    receipts with a time to the first byte
 * @param probes           spot checks
 * @param probesRight      of them with the right bytes in time
 * @param probesWrong      of them with other bytes
 * @param probeBitsPerSecond the highest throughput that a probe saw
 */
public record ContributionHour(Instant hour, String nodeId, StreamName stream, long claimedBytes, long provenBytes,
        long statedBytes, long namedBytes, long receipts, long stalls, long late, long firstByteMicros,
        long timedReceipts, long probes, long probesRight, long probesWrong, long probeBitsPerSecond) {}
