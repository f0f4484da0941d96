package dev.streamr.relay.origin;

import dev.streamr.api.LiveStream;
import dev.streamr.api.Protocol;
import dev.streamr.api.SegmentWindow;
import dev.streamr.api.StreamName;
import dev.streamr.api.StreamRegistry;
import dev.streamr.api.WatchSession;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A friend's machine that pulls from this one. */
record PullSession(String id, StreamName stream, StreamRegistry streams) implements WatchSession {

    @Override
    public Protocol countedAs(Protocol asked) {
        return Protocol.RELAY;
    }

    @Override
    public Optional<LiveStream> awaitStream(Duration atMost) {
        return streams.find(stream);
    }

    @Override
    public Optional<URI> segmentBase() {
        return Optional.empty();
    }

    @Override
    public void named(SegmentWindow.Snapshot window, URI base) {}

    @Override
    public void delivered(long bytes) {}
}
