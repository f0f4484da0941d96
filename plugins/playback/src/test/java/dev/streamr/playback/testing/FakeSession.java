package dev.streamr.playback.testing;

import dev.streamr.api.LiveStream;
import dev.streamr.api.Protocol;
import dev.streamr.api.SegmentWindow;
import dev.streamr.api.WatchSession;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A session that remembers what it was told. */
public final class FakeSession implements WatchSession {

    /** What was named where. */
    public record Named(long version, URI base) {}

    private final String id;
    private final LongAdder delivered = new LongAdder();
    private final List<Named> named = new CopyOnWriteArrayList<>();
    private volatile boolean relay;
    private volatile @Nullable URI base;
    private volatile @Nullable LiveStream coming;

    public FakeSession(String id) {
        this.id = id;
    }

    /** Makes it a friend's machine that pulls. */
    public FakeSession pulls() {
        relay = true;
        return this;
    }

    /** Has segments named on another machine. */
    public FakeSession segmentsAt(URI where) {
        base = where;
        return this;
    }

    /** The stream that comes when it is waited for. */
    public FakeSession brings(LiveStream stream) {
        coming = stream;
        return this;
    }

    /** Bytes that were reported. */
    public long deliveredBytes() {
        return delivered.sum();
    }

    /** The playlists that were reported. */
    public List<Named> named() {
        return List.copyOf(named);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Protocol countedAs(Protocol asked) {
        return relay ? Protocol.RELAY : asked;
    }

    @Override
    public Optional<LiveStream> awaitStream(Duration atMost) {
        return Optional.ofNullable(coming);
    }

    @Override
    public Optional<URI> segmentBase() {
        return Optional.ofNullable(base);
    }

    @Override
    public void named(SegmentWindow.Snapshot window, URI where) {
        named.add(new Named(window.version(), where));
    }

    @Override
    public void delivered(long bytes) {
        delivered.add(bytes);
    }
}
