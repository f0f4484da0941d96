package dev.streamr.relay.friend;

import dev.streamr.api.Director;
import dev.streamr.api.Health;
import dev.streamr.api.PluginContext;
import dev.streamr.api.UplinkMeter;

/** The friend's side, put together. */
public final class FriendSide implements AutoCloseable {

    private final FriendDirector director = new FriendDirector();
    private final Uplink uplink = new Uplink();

    /** Starts it. */
    public static FriendSide start(PluginContext context) {
        return new FriendSide();
    }

    /** Who is served here of the origin's viewers. */
    public Director director() {
        return director;
    }

    /** What the origin measured of this machine. */
    public UplinkMeter meter() {
        return uplink;
    }

    /** Whether it can serve. */
    public Health readiness() {
        return Health.UP;
    }

    @Override
    public void close() {}
}
