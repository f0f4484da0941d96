package dev.streamr.relay.friend;

import dev.streamr.api.LiveStream;
import dev.streamr.api.Protocol;
import dev.streamr.api.SegmentWindow;
import dev.streamr.api.StreamName;
import dev.streamr.api.WatchSession;
import dev.streamr.relay.token.SessionToken;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A session that was let in here: a viewer, or a relay behind this one. Any thread. */
final class FriendSession implements WatchSession {

    private final StreamName stream;
    private final SessionToken token;
    private final Carrier carrier;
    private volatile long seenAt = System.nanoTime();

    FriendSession(StreamName stream, SessionToken token, Carrier carrier) {
        this.stream = stream;
        this.token = token;
        this.carrier = carrier;
    }

    StreamName stream() {
        return stream;
    }

    SessionToken token() {
        return token;
    }

    boolean isRelay() {
        return token.kind() == SessionToken.Kind.RELAY;
    }

    /** It asks for something. */
    void seen() {
        seenAt = System.nanoTime();
    }

    /** Whether it asked for something in this time. */
    boolean seenWithin(Duration time) {
        return System.nanoTime() - seenAt < time.toNanos();
    }

    @Override
    public String id() {
        return token.session();
    }

    @Override
    public Protocol countedAs(Protocol asked) {
        return isRelay() ? Protocol.RELAY : asked;
    }

    @Override
    public Optional<LiveStream> awaitStream(Duration atMost) throws InterruptedException {
        return carrier.await(stream, atMost);
    }

    @Override
    public Optional<URI> segmentBase() {
        return Optional.empty();
    }

    @Override
    public void named(SegmentWindow.Snapshot window, URI base) {
        // Playlists of a relay name what is beside them.
    }

    @Override
    public void delivered(long bytes) {
        seen();
        carrier.delivered(stream, bytes);
    }
}
