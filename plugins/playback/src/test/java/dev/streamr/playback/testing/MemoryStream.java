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

/** A stream that a test writes by hand. */
public final class MemoryStream implements LiveStream {

    private final StreamName name;
    private final List<Track> tracks;
    private final Map<Packaging, MemoryWindow> windows = new EnumMap<>(Packaging.class);
    private final Set<Packaging> requested = EnumSet.of(Packaging.FMP4);
    private final Set<MemoryReader> readers = ConcurrentHashMap.newKeySet();
    private final Map<Protocol, Long> delivered = new ConcurrentHashMap<>();
    private volatile List<FlvTag> preamble = List.of();
    private final Map<Protocol, Integer> viewers = new ConcurrentHashMap<>();
    private volatile boolean relayed;
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
        return viewers(Protocol.HLS);
    }

    /** Viewers of a protocol as reported last. */
    public int viewers(Protocol protocol) {
        return viewers.getOrDefault(protocol, 0);
    }

    /** Bytes of a protocol as reported. */
    public long deliveredBytes(Protocol protocol) {
        return delivered.getOrDefault(protocol, 0L);
    }

    /** Makes it another machine's stream. */
    public void relay() {
        relayed = true;
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
        return new StreamInfo(name, state, Instant.EPOCH, tracks, 29.99, 3_000_000, 128_000, 2_000_000,
                Map.of(), List.of());
    }

    @Override
    public TagReader follow(Protocol protocol) {
        MemoryReader reader = new MemoryReader(protocol, readers::remove);
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
        viewers.put(protocol, count);
    }

    @Override
    public void delivered(Protocol protocol, long bytes) {
        delivered.merge(protocol, bytes, Long::sum);
    }
}
