package dev.streamr.relay.testing;

import dev.streamr.api.FlvTag;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Protocol;
import dev.streamr.api.Publication;
import dev.streamr.api.StreamInfo;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.api.StreamWarning;
import dev.streamr.api.TagReader;
import dev.streamr.api.Track;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A stream in memory. */
public final class MemoryStream implements LiveStream {

    private final StreamName name;
    private final MemoryWindow window = new MemoryWindow();
    private final Set<MemoryReader> readers = ConcurrentHashMap.newKeySet();
    private final List<FlvTag> tags = new CopyOnWriteArrayList<>();
    private final AtomicLong publishers = new AtomicLong();
    private volatile List<Track> tracks = List.of();
    private volatile boolean relayed;
    private volatile StreamInfo.State state = StreamInfo.State.LIVE;

    MemoryStream(StreamName name) {
        this.name = name;
    }

    Publication publish(String protocol) {
        relayed = protocol.equals(StreamRegistry.RELAY);
        state = StreamInfo.State.LIVE;
        window.publisher();
        return new Publishing(publishers.incrementAndGet());
    }

    /** How many publications there were. */
    public long publications() {
        return publishers.get();
    }

    /** All tags that were published. */
    public List<FlvTag> tags() {
        return tags;
    }

    @Override
    public StreamName name() {
        return name;
    }

    @Override
    public boolean relayed() {
        return relayed;
    }

    @Override
    public StreamInfo info() {
        Map<Protocol, Integer> viewers = new ConcurrentHashMap<>();
        readers.forEach(reader -> viewers.merge(reader.protocol(), 1, Integer::sum));
        return new StreamInfo(name, state, Instant.EPOCH, tracks, 30, 2_000_000, 128_000, 2_000_000, viewers,
                List.of());
    }

    @Override
    public TagReader follow(Protocol protocol) {
        MemoryReader reader = new MemoryReader(protocol, readers::remove);
        readers.add(reader);
        if (!tags.isEmpty()) {
            reader.offer(List.copyOf(tags));
        }
        return reader;
    }

    @Override
    public MemoryWindow window(Packaging packaging) {
        return window;
    }

    @Override
    public void request(Packaging packaging) {}

    @Override
    public boolean requested(Packaging packaging) {
        return true;
    }

    @Override
    public void viewers(Protocol protocol, int count) {}

    @Override
    public void delivered(Protocol protocol, long bytes) {}

    private final class Publishing implements Publication {

        private final long number;

        Publishing(long number) {
            this.number = number;
        }

        @Override
        public LiveStream stream() {
            return MemoryStream.this;
        }

        @Override
        public boolean superseded() {
            return publishers.get() != number;
        }

        @Override
        public void tracks(List<Track> described) {
            tracks = List.copyOf(described);
        }

        @Override
        public void tag(FlvTag tag) {
            tags.add(tag);
            readers.forEach(reader -> reader.offer(List.of(tag)));
        }

        @Override
        public void targets(Packaging packaging, long targetDurationMicros, long partTargetMicros,
                long firstDiscontinuitySequence) {
            window.targets(targetDurationMicros, partTargetMicros, firstDiscontinuitySequence);
        }

        @Override
        public void part(Packaging packaging, Part part) {
            if (!superseded()) {
                window.add(part);
            }
        }

        @Override
        public void warn(StreamWarning warning) {}

        @Override
        public void close(End end) {
            if (superseded()) {
                return;
            }
            switch (end) {
                case FINISHED -> {
                    state = StreamInfo.State.ENDED;
                    window.end();
                    readers.forEach(MemoryReader::close);
                }
                case INTERRUPTED -> state = StreamInfo.State.INTERRUPTED;
            }
        }
    }
}
