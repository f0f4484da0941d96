package dev.streamr.relay.origin;

import dev.streamr.api.LiveStream;
import dev.streamr.api.Protocol;
import dev.streamr.api.SegmentWindow;
import dev.streamr.api.StreamRegistry;
import dev.streamr.api.WatchSession;
import dev.streamr.relay.origin.session.NamedSegments;
import dev.streamr.relay.origin.session.Session;
import dev.streamr.relay.origin.session.SessionRelay;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A viewer's session, as far as this machine itself serves it. */
record OriginSession(Session session, StreamRegistry streams, NamedSegments listener, LongSupplier nanoTime)
        implements
            WatchSession {

    @Override
    public String id() {
        return session.id();
    }

    @Override
    public Protocol countedAs(Protocol asked) {
        return asked;
    }

    /** A stream of its own is here or nowhere. */
    @Override
    public Optional<LiveStream> awaitStream(Duration atMost) {
        return streams.find(session.stream());
    }

    @Override
    public Optional<URI> segmentBase() {
        return session.kind() == Session.Kind.NAMED
                ? session.relays().stream().findFirst().map(SessionRelay::base)
                : Optional.empty();
    }

    @Override
    public void named(SegmentWindow.Snapshot window, URI base) {
        session.relays().stream().filter(relay -> relay.base().equals(base)).findFirst()
                .ifPresent(relay -> session.named().sent(session, window, relay, listener, nanoTime.getAsLong()));
    }

    @Override
    public void delivered(long bytes) {
        session.servedByOrigin(bytes);
    }

    /** Never the id. */
    @Override
    public String toString() {
        return session.toString();
    }
}
