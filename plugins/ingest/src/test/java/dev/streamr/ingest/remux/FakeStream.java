package dev.streamr.ingest.remux;

import dev.streamr.api.LiveStream;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Protocol;
import dev.streamr.api.Segment;
import dev.streamr.api.SegmentWindow;
import dev.streamr.api.StreamInfo;
import dev.streamr.api.StreamName;
import dev.streamr.api.TagReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A stream in memory that keeps every part. */
final class FakeStream implements LiveStream {

    final Map<Packaging, List<Part>> parts = new EnumMap<>(Packaging.class);
    final Map<Packaging, long[]> targets = new EnumMap<>(Packaging.class);
    final Set<Packaging> requested = EnumSet.of(Packaging.FMP4);
    private final StreamName name;

    FakeStream(String name) {
        this.name = new StreamName(name);
    }

    @Override
    public StreamName name() {
        return name;
    }

    @Override
    public synchronized boolean requested(Packaging packaging) {
        return requested.contains(packaging);
    }

    @Override
    public synchronized void request(Packaging packaging) {
        requested.add(packaging);
    }

    synchronized void release(Packaging packaging) {
        requested.remove(packaging);
    }

    synchronized void declare(Packaging packaging, long target, long part, long discontinuity) {
        targets.putIfAbsent(packaging, new long[]{target, part, discontinuity});
    }

    synchronized void add(Packaging packaging, Part part) {
        parts.computeIfAbsent(packaging, key -> new ArrayList<>()).add(part);
        notifyAll();
    }

    synchronized List<Part> parts(Packaging packaging) {
        return List.copyOf(parts.getOrDefault(packaging, List.of()));
    }

    synchronized long[] targets(Packaging packaging) {
        return targets.getOrDefault(packaging, new long[3]).clone();
    }

    @Override
    public SegmentWindow window(Packaging packaging) {
        return new FakeWindow(this, packaging);
    }

    /** Only what a remuxer asks: a snapshot. */
    private record FakeWindow(FakeStream stream, Packaging packaging) implements SegmentWindow {
        @Override
        public Snapshot snapshot() {
            long[] targets = stream.targets(packaging);
            return new Snapshot(0, targets[0], targets[1], Segments.of(stream.parts(packaging)), false);
        }

        @Override
        public Snapshot await(long mediaSequence, int part, Duration atMost) {
            return snapshot();
        }

        @Override
        public Snapshot awaitChange(long version, Duration atMost) {
            return snapshot();
        }
    }

    /** Parts put together again. */
    static final class Segments {
        private Segments() {}

        static List<Segment> of(List<Part> parts) {
            List<Segment> segments = new ArrayList<>();
            List<Part> current = new ArrayList<>();
            for (Part part : parts) {
                current.add(part);
                if (part.last()) {
                    segments.add(segment(current, true));
                    current.clear();
                }
            }
            if (!current.isEmpty()) {
                segments.add(segment(current, false));
            }
            return segments;
        }

        private static Segment segment(List<Part> parts, boolean complete) {
            Part first = parts.getFirst();
            return new Segment(first.mediaSequence(), 0, first.discontinuity(), first.init(), parts, complete);
        }
    }

    @Override
    public boolean relayed() {
        return false;
    }

    @Override
    public StreamInfo info() {
        return new StreamInfo(name, StreamInfo.State.LIVE, Instant.EPOCH, List.of(), 0, 0, 0, 0, Map.of(), List.of());
    }

    @Override
    public TagReader follow(Protocol protocol) {
        throw new UnsupportedOperationException("nobody follows in these tests");
    }

    @Override
    public void viewers(Protocol protocol, int count) {}

    @Override
    public void delivered(Protocol protocol, long bytes) {}
}
