package dev.streamr.daemon.stream;

import dev.streamr.api.DataSize;
import dev.streamr.api.Segment;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What all windows may hold together. When it is too much, the oldest segment of all goes first. */
final class WindowBudget {

    /** A segment that could go, and where it is. */
    private record Oldest(LiveWindow window, Segment segment) {}

    private final DataSize most;
    private final StreamMetrics metrics;
    private final AtomicLong bytes = new AtomicLong();
    private final Set<LiveWindow> windows = ConcurrentHashMap.newKeySet();

    WindowBudget(DataSize most, StreamMetrics metrics) {
        this.most = most;
        this.metrics = metrics;
    }

    void enter(LiveWindow window) {
        windows.add(window);
    }

    void leave(LiveWindow window) {
        windows.remove(window);
    }

    void count(long more) {
        metrics.windowBytes(bytes.addAndGet(more));
    }

    void dropped(String reason) {
        metrics.windowDropped(reason);
    }

    /** Drops segments until the total fits; called without any window's lock. */
    void trim() {
        while (bytes.get() > most.bytes()) {
            Optional<Oldest> oldest = oldest();
            if (oldest.isEmpty()) {
                return;
            }
            oldest.get().window().dropForTotal(oldest.get().segment());
        }
    }

    private Optional<Oldest> oldest() {
        return windows.stream().flatMap(window -> {
            List<Segment> segments = window.snapshot().segments();
            return segments.size() > 1
                    ? Optional.of(new Oldest(window, segments.getFirst())).stream()
                    : Optional.<Oldest>empty().stream();
        }).min(Comparator.comparing(candidate -> candidate.segment().programTime()));
    }
}
