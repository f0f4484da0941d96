package dev.streamr.ingest.rtmp;

import dev.streamr.api.FlvTag;
import dev.streamr.api.LimitExceededException;
import dev.streamr.api.LiveStream;
import dev.streamr.api.NameTakenException;
import dev.streamr.api.Packaging;
import dev.streamr.api.Part;
import dev.streamr.api.Protocol;
import dev.streamr.api.Publication;
import dev.streamr.api.SegmentWindow;
import dev.streamr.api.StreamInfo;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.api.StreamWarning;
import dev.streamr.api.TagBatch;
import dev.streamr.api.TagEncoding;
import dev.streamr.api.TagReader;
import dev.streamr.api.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A registry small enough to be read at a glance: it keeps every tag of every stream, one batch per tag. The daemon's
 * own is not on the class path of a plugin.
 */
final class TestStreams implements StreamRegistry {

    private final Map<StreamName, Stream> streams = new ConcurrentHashMap<>();
    volatile int limit = Integer.MAX_VALUE;

    @Override
    public Publication publish(StreamName name, String protocol) {
        if (streams.size() >= limit && !streams.containsKey(name)) {
            throw new LimitExceededException("no more streams: streams.max");
        }
        return streams.computeIfAbsent(name, Stream::new).publish(protocol);
    }

    @Override
    public Optional<LiveStream> find(StreamName name) {
        return Optional.ofNullable(streams.get(name));
    }

    @Override
    public List<LiveStream> streams() {
        return List.copyOf(streams.values());
    }

    Stream stream(String name) {
        return Objects.requireNonNull(streams.get(new StreamName(name)), "no stream " + name);
    }

    boolean has(String name) {
        return streams.containsKey(new StreamName(name));
    }

    /** One stream and all of its tags. */
    static final class Stream implements LiveStream {

        final StreamName name;
        final List<FlvTag> tags = new CopyOnWriteArrayList<>();
        final List<String> protocols = new CopyOnWriteArrayList<>();
        final List<Publication.End> ends = new CopyOnWriteArrayList<>();
        final AtomicInteger viewers = new AtomicInteger();
        volatile boolean over;
        private volatile @Nullable Hold holder;

        Stream(StreamName name) {
            this.name = name;
        }

        Publication publish(String protocol) {
            if (!protocols.isEmpty() && !over && relayed() != protocol.equals(RELAY)) {
                throw new NameTakenException("relayed: " + relayed());
            }
            Hold hold = new Hold(this);
            protocols.add(protocol);
            holder = hold;
            over = false;
            return hold;
        }

        @Override
        public StreamName name() {
            return name;
        }

        @Override
        public boolean relayed() {
            return protocols.getLast().equals(RELAY);
        }

        @Override
        public StreamInfo info() {
            return new StreamInfo(name, over ? StreamInfo.State.ENDED : StreamInfo.State.LIVE, Instant.EPOCH, List.of(),
                    0, 0, 0, 0, Map.of(), List.of());
        }

        @Override
        public TagReader follow(Protocol protocol) {
            viewers.incrementAndGet();
            return new Reader(this);
        }

        @Override
        public SegmentWindow window(Packaging packaging) {
            throw new UnsupportedOperationException("no window in these tests");
        }

        @Override
        public void request(Packaging packaging) {}

        @Override
        public boolean requested(Packaging packaging) {
            return false;
        }

        @Override
        public void viewers(Protocol protocol, int count) {}

        @Override
        public void delivered(Protocol protocol, long bytes) {}

        synchronized void changed() {
            notifyAll();
        }
    }

    private static final class Hold implements Publication {

        private final Stream owner;

        Hold(Stream owner) {
            this.owner = owner;
        }

        @Override
        public LiveStream stream() {
            return owner;
        }

        @Override
        public boolean superseded() {
            return owner.holder != this;
        }

        @Override
        public void tracks(List<Track> tracks) {}

        @Override
        public void tag(FlvTag tag) {
            if (!superseded()) {
                owner.tags.add(tag);
                owner.changed();
            }
        }

        @Override
        public void targets(Packaging packaging, long target, long part, long firstDiscontinuity) {}

        @Override
        public void part(Packaging packaging, Part part) {}

        @Override
        public void warn(StreamWarning warning) {}

        @Override
        public void close(End end) {
            if (!superseded()) {
                owner.ends.add(end);
                owner.over = end == End.FINISHED;
                owner.changed();
            }
        }
    }

    private record Batch(FlvTag tag) implements TagBatch {

        @Override
        public List<FlvTag> tags() {
            return List.of(tag);
        }

        @Override
        public boolean startsAtKeyframe() {
            return tag.kind() == FlvTag.Kind.VIDEO_KEYFRAME;
        }

        @Override
        public byte[] encoded(TagEncoding encoding) {
            return encoding.encode(tags());
        }
    }

    private static final class Reader implements TagReader {

        private final Stream stream;
        private int next;
        private volatile boolean closed;

        Reader(Stream stream) {
            this.stream = stream;
        }

        @Override
        public Next next(Duration atMost) throws InterruptedException {
            long deadline = System.nanoTime() + atMost.toNanos();
            synchronized (stream) {
                while (true) {
                    if (closed) {
                        return new Next(Outcome.ENDED, null);
                    }
                    if (next < stream.tags.size()) {
                        return new Next(Outcome.BATCH, new Batch(stream.tags.get(next++)));
                    }
                    if (stream.over) {
                        return new Next(Outcome.ENDED, null);
                    }
                    long left = (deadline - System.nanoTime()) / 1_000_000;
                    if (left <= 0) {
                        return new Next(Outcome.IDLE, null);
                    }
                    stream.wait(left);
                }
            }
        }

        @Override
        public long skippedTags() {
            return 0;
        }

        @Override
        public void delivered(long bytes) {}

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                stream.viewers.decrementAndGet();
                stream.changed();
            }
        }
    }
}
