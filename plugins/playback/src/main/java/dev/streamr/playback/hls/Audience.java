package dev.streamr.playback.hls;

import dev.streamr.api.LiveStream;
import dev.streamr.api.Protocol;
import dev.streamr.api.WatchSession;
import dev.streamr.playback.http.Asked;

/** Who gets a stream by HLS: its viewers, and friends' machines that pull it. Any thread. */
final class Audience {

    private static final System.Logger LOG = System.getLogger(Audience.class.getName());

    private final Viewers viewers = new Viewers();
    private final Viewers relays = new Viewers();
    private int reported;

    /** Notes who asked for a playlist: a viewer, with a session or without. */
    void playlist(Asked asked) {
        if (asked.session().isEmpty()) {
            viewers.seen(asked.request());
        } else {
            media(asked);
        }
    }

    /** Notes who asked for media under a session; the playlist may be another machine's. */
    void media(Asked asked) {
        if (asked.session().isPresent()) {
            WatchSession session = asked.session().get();
            (session.countedAs(Protocol.HLS) == Protocol.RELAY ? relays : viewers).seen(session.id());
        }
    }

    /** Counts both anew; called by one thread. */
    void report(LiveStream stream) {
        int count = viewers.count();
        stream.viewers(Protocol.HLS, count);
        stream.viewers(Protocol.RELAY, relays.count());
        if (reported == 0 && count > 0) {
            LOG.log(System.Logger.Level.INFO, "HLS: the first viewer of {0} came", stream.name());
        } else if (reported > 0 && count == 0) {
            LOG.log(System.Logger.Level.INFO, "HLS: the last viewer of {0} went", stream.name());
        }
        reported = count;
    }
}
