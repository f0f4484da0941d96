package dev.streamr.relay.origin.proof;

import dev.streamr.api.Contribution;
import dev.streamr.api.ContributionHour;
import dev.streamr.api.ContributionLog;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps words in memory. */
public final class MemoryLog implements ContributionLog {

    private final List<Contribution> words = new CopyOnWriteArrayList<>();

    @Override
    public void add(Contribution contribution) {
        words.add(contribution);
    }

    @Override
    public List<ContributionHour> hours(Instant from, Instant to) {
        throw new UnsupportedOperationException();
    }

    /** All words of this kind, in order. */
    public <T extends Contribution> List<T> of(Class<T> kind) {
        return words.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
