package dev.streamr.relay.friend;

import dev.streamr.api.Director;
import dev.streamr.api.Health;
import dev.streamr.api.PluginContext;
import dev.streamr.api.UplinkMeter;
import dev.streamr.relay.tags.TagDoor;
import dev.streamr.relay.transfer.TransferRoute;

/** The friend's side, put together. */
public final class FriendSide implements AutoCloseable {

    private final OriginClock clock = new OriginClock();
    private final FriendNode node;
    private final FriendDirector director;
    private final FriendTags tags;

    private FriendSide(PluginContext context) {
        Sessions sessions = new Sessions();
        Carrier carrier = new Carrier(context, sessions);
        node = new FriendNode(context.services(), carrier, sessions, clock);
        director = new FriendDirector(context.services(), carrier, clock, sessions);
        tags = new FriendTags(context.services(), carrier, clock);
    }

    /** Starts it. */
    public static FriendSide start(PluginContext context) {
        FriendSide side = new FriendSide(context);
        context.http().publicRoutes(new PulseRoute(context.services(), side.node));
        context.http().publicRoutes(new TransferRoute(context.services(), side.clock));
        side.node.start();
        return side;
    }

    /** Who is served here of the origin's viewers. */
    public Director director() {
        return director;
    }

    /** What the origin measured of this machine. */
    public UplinkMeter meter() {
        return node.uplink();
    }

    /** Tags of the streams it carries. */
    public TagDoor tags() {
        return tags;
    }

    /** Whether it can serve. */
    public Health readiness() {
        return node.readiness();
    }

    @Override
    public void close() {
        node.close();
    }
}
