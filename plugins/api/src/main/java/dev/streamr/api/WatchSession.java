package dev.streamr.api;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** One session that the origin signed, on the machine that serves it. Any thread. */
public interface WatchSession {

    /** Unguessable; tells viewers apart. Never logged. */
    String id();

    /** What its bytes count as: {@link Protocol#RELAY} for a friend's machine that pulls, else the viewer's protocol. */
    Protocol countedAs(Protocol asked);

    /**
     * The stream, which this machine begins to carry for it where it does not yet.
     *
     * @throws InterruptedException when the waiting thread is told to end
     */
    Optional<LiveStream> awaitStream(Duration atMost) throws InterruptedException;

    /**
     * Where the media playlist is to name segments and parts at this moment: an absolute URI that ends with a slash;
     * empty: beside the playlist, as usual.
     */
    Optional<URI> segmentBase();

    /** A media playlist of this window, with that base, was sent. */
    void named(SegmentWindow.Snapshot window, URI base);

    /** Bytes of media were sent. */
    void delivered(long bytes);
}
