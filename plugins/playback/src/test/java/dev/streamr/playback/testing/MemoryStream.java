package dev.streamr.playback.testing;

import dev.streamr.api.FlvTag;
import dev.streamr.api.LiveStream;
import dev.streamr.api.Packaging;
import dev.streamr.api.Protocol;
import dev.streamr.api.StreamInfo;
import dev.streamr.api.StreamName;
import dev.streamr.api.TagReader;
import dev.streamr.api.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** A stream that a test writes by hand. */
public final class MemoryStream implements LiveStream {

    private final StreamName name;
    private final List<Track> tracks;
    private final Map<Packaging, MemoryWindow> windows = new EnumMap<>(Packaging.class);
    private final Set<Packaging> requested = EnumSet.of(Packaging.FMP4);
    private final Set<MemoryReader> readers = ConcurrentHashMap.newKeySet();
    private final LongAdder delivered = new LongAdder();
    private volatile List<FlvTag> preamble = List.of();
    private volatile int hlsViewers;
    private volatile StreamInfo.State state = StreamInfo.State.LIVE;

    public MemoryStream(String name, List<Track> tracks) {
        this.name = new StreamName(name);
        this.tracks = tracks;
        windows.put(Packaging.FMP4, new MemoryWindow(Duration.ofSeconds(2), Duration.ofMillis(200)));
        windows.put(Packaging.MPEGTS, new MemoryWindow(Duration.ofSeconds(2), Duration.ofSeconds(2)));
    }

    /** What readers get first. */
    public void preamble(FlvTag... tags) {
        preamble = List.of(tags);
    }

    /** Hands a batch to every reader. */
    public void batch(FlvTag... tags) {
        readers.forEach(reader -> reader.offer(List.of(tags)));
    }

    /** Ends the tags for every reader. */
    public void endTags() {
        state = StreamInfo.State.ENDED;
        readers.forEach(MemoryReader::close);
    }

    /** Readers that are open. */
    public Set<MemoryReader> readers() {
        return readers;
    }

    /** HLS viewers as reported last. */
    public int hlsViewers() {
        return hlsViewers;
    }

    /** HLS bytes as reported. */
    public long deliveredBytes() {
        return delivered.sum();
    }

    @Override
    public StreamName name() {
        return name;
    }

    @Override
    public boolean relayed() {
        return false;
    }

    @Override
    public StreamInfo info() {
        return new StreamInfo(name, state, Instant.EPOCH, tracks, 29.99, 3_000_000, 128_000, 2_000_000,
                Map.of(), List.of());
    }

    @Override
    public TagReader follow(Protocol protocol) {
        MemoryReader reader = new MemoryReader(readers::remove);
        readers.add(reader);
        if (!preamble.isEmpty()) {
            reader.offer(preamble);
        }
        return reader;
    }

    @Override
    public MemoryWindow window(Packaging packaging) {
        return Objects.requireNonNull(windows.get(packaging));
    }

    @Override
    public void request(Packaging packaging) {
        requested.add(packaging);
    }

    @Override
    public boolean requested(Packaging packaging) {
        return requested.contains(packaging);
    }

    @Override
    public void viewers(Protocol protocol, int count) {
        hlsViewers = count;
    }

    @Override
    public void delivered(Protocol protocol, long bytes) {
        delivered.add(bytes);
    }
}
