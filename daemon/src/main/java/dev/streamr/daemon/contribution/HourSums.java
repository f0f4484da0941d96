package dev.streamr.daemon.contribution;

import dev.streamr.api.Contribution;
import dev.streamr.api.Contribution.DeliveryClaim;
import dev.streamr.api.Contribution.ProbeResult;
import dev.streamr.api.Contribution.ProbeResult.Verdict;
import dev.streamr.api.Contribution.ViewerReceipt;
import dev.streamr.api.ContributionHour;
import dev.streamr.api.StreamName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds words up by hour, node and stream; as many sums as there are words at most. For one thread. */
final class HourSums {

    private record Key(Instant hour, String node, StreamName stream) {}

    private final Map<Key, ContributionHour> sums = new LinkedHashMap<>();

    void add(Contribution word) {
        Instant hour = word.at().truncatedTo(ChronoUnit.HOURS);
        sums.merge(new Key(hour, word.nodeId(), word.stream()), of(hour, word), HourSums::sum);
    }

    Collection<ContributionHour> all() {
        return sums.values();
    }

    private static ContributionHour of(Instant hour, Contribution word) {
        return switch (word) {
            case DeliveryClaim claim -> new ContributionHour(hour, claim.nodeId(), claim.stream(), claim.bytes(),
                    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
            case ViewerReceipt receipt -> of(hour, receipt);
            case ProbeResult probe -> new ContributionHour(hour, probe.nodeId(), probe.stream(),
                    0, 0, 0, 0, 0, 0, 0, 0, 0, 1, probe.verdict() == Verdict.RIGHT ? 1 : 0,
                    probe.verdict() == Verdict.WRONG_BYTES ? 1 : 0, probe.bitsPerSecond());
        };
    }

    private static ContributionHour of(Instant hour, ViewerReceipt receipt) {
        long bytes = receipt.bytes();
        boolean timed = receipt.firstByteMicros() > 0;
        return new ContributionHour(hour, receipt.nodeId(), receipt.stream(), 0,
                receipt.basis() == ViewerReceipt.Basis.PROVEN ? bytes : 0,
                receipt.basis() == ViewerReceipt.Basis.STATED ? bytes : 0,
                receipt.basis() == ViewerReceipt.Basis.NAMED ? bytes : 0,
                1, receipt.stalls(), receipt.late(), receipt.firstByteMicros(), timed ? 1 : 0, 0, 0, 0, 0);
    }

    private static ContributionHour sum(ContributionHour one, ContributionHour other) {
        return new ContributionHour(one.hour(), one.nodeId(), one.stream(),
                one.claimedBytes() + other.claimedBytes(), one.provenBytes() + other.provenBytes(),
                one.statedBytes() + other.statedBytes(), one.namedBytes() + other.namedBytes(),
                one.receipts() + other.receipts(), one.stalls() + other.stalls(), one.late() + other.late(),
                one.firstByteMicros() + other.firstByteMicros(), one.timedReceipts() + other.timedReceipts(),
                one.probes() + other.probes(), one.probesRight() + other.probesRight(),
                one.probesWrong() + other.probesWrong(),
                Math.max(one.probeBitsPerSecond(), other.probeBitsPerSecond()));
    }
}
