package dev.streamr.daemon.contribution;

import dev.streamr.api.Contribution.DeliveryClaim;
import dev.streamr.api.Contribution.ProbeResult;
import dev.streamr.api.Contribution.ProbeResult.Verdict;
import dev.streamr.api.Contribution.ViewerReceipt;
import dev.streamr.api.Contribution.ViewerReceipt.Basis;
import dev.streamr.api.StreamName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Words of one node and one stream, for tests. */
final class Words {

    static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    /** It is always noon: words that are older than two days would be forgotten by the day's date. */
    static final Clock AT_NOON = Clock.fixed(NOON, ZoneOffset.UTC);
    static final String NODE = "0123456789abcdef0123456789abcdef";
    static final StreamName SHOW = new StreamName("show");

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private Words() {}

    static DeliveryClaim claim(Instant at, long bytes) {
        return new DeliveryClaim(at, NODE, SHOW, INTERVAL, bytes, 3);
    }

    static ViewerReceipt receipt(Instant at, String session, long serial, long bytes, Basis basis) {
        return new ViewerReceipt(at, NODE, SHOW, session, "net", serial, INTERVAL, bytes, 30, 8_000, 1, 2, basis);
    }

    static ProbeResult probe(Instant at, Verdict verdict, long bitsPerSecond) {
        return new ProbeResult(at, NODE, SHOW, verdict, 1_000, 5_000, bitsPerSecond);
    }
}
