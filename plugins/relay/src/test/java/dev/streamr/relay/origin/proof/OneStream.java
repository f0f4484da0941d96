package dev.streamr.relay.origin.proof;

import dev.streamr.api.InitSegment;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Protocol;
import dev.streamr.api.Publication;
import dev.streamr.api.Segment;
import dev.streamr.api.SegmentWindow;
import dev.streamr.api.StreamInfo;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.api.TagReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A stream whose window a test fills: segments of one second and four parts, 1 Mbit/s.
 *
 * @param name     its name
 * @param segments oldest first
 */
public record OneStream(StreamName name, List<Segment> segments) implements StreamRegistry, LiveStream, SegmentWindow {

    /** Bytes of a part. */
    public static final int PART_BYTES = 31_250;

    private static final int PARTS = 4;
    private static final long PART_MICROS = 250_000;
    private static final Instant BEGIN = Instant.parse("2026-11-25T12:00:00Z");

    /** Complete segments from {@code first} on, of random bytes. */
    public static OneStream of(String name, long first, int count) {
        Random random = new Random(first);
        InitSegment init = new InitSegment("0011223344556677", new byte[100], List.of());
        List<Segment> segments = new ArrayList<>();
        for (long sequence = first; sequence < first + count; sequence++) {
            List<Part> parts = new ArrayList<>();
            for (int index = 0; index < PARTS; index++) {
                byte[] bytes = new byte[PART_BYTES];
                random.nextBytes(bytes);
                parts.add(new Part(sequence, index, PART_MICROS, index == 0, index == PARTS - 1, false, false,
                        BEGIN.plusSeconds(sequence), init, bytes));
            }
            segments.add(new Segment(sequence, 0, false, init, parts, true));
        }
        return new OneStream(new StreamName(name), segments);
    }

    @Override
    public Snapshot snapshot() {
        return new Snapshot(segments.size(), 1_000_000, PART_MICROS, segments, false);
    }

    @Override
    public SegmentWindow window(Packaging packaging) {
        return this;
    }

    @Override
    public Optional<LiveStream> find(StreamName wanted) {
        return wanted.equals(name) ? Optional.of(this) : Optional.empty();
    }

    @Override
    public List<LiveStream> streams() {
        return List.of(this);
    }

    @Override
    public boolean relayed() {
        return false;
    }

    @Override
    public Snapshot await(long mediaSequence, int part, Duration atMost) {
        return snapshot();
    }

    @Override
    public Snapshot awaitChange(long version, Duration atMost) {
        return snapshot();
    }

    @Override
    public Publication publish(StreamName wanted, String protocol) {
        throw new UnsupportedOperationException();
    }

    @Override
    public StreamInfo info() {
        return new StreamInfo(name, StreamInfo.State.LIVE, BEGIN, List.of(), 0, 0, 0, 0, Map.of(), List.of());
    }

    @Override
    public TagReader follow(Protocol protocol) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void request(Packaging packaging) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean requested(Packaging packaging) {
        return true;
    }

    @Override
    public void viewers(Protocol protocol, int count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delivered(Protocol protocol, long bytes) {
        throw new UnsupportedOperationException();
    }
}
