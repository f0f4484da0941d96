package dev.streamr.relay;

import dev.streamr.api.Director;
import dev.streamr.api.Health;
import dev.streamr.api.PluginContext;
import dev.streamr.api.StreamrPlugin;
import dev.streamr.api.UplinkMeter;
import dev.streamr.relay.friend.FriendSide;
import dev.streamr.relay.origin.OriginSide;
import org.jspecify.annotations.Nullable;
import org.pf4j.Extension;

/** Friends carry the stream. Every machine can be both: an origin, and a relay of somebody else's streams. */
@Extension
public final class RelayPlugin implements StreamrPlugin {

    private volatile @Nullable OriginSide origin;
    private volatile @Nullable FriendSide friend;
    private volatile @Nullable MediaRoutes media;

    @Override
    public String name() {
        return "relay";
    }

    @Override
    public Class<? extends Record> configType() {
        return RelayConfig.class;
    }

    @Override
    public void start(PluginContext context) {
        RelayConfig config = context.config(RelayConfig.class);
        FriendSide friendSide = FriendSide.start(context);
        friend = friendSide;
        media = MediaRoutes.start(context, friendSide.tags());
        OriginSide originSide = OriginSide.start(context, config);
        origin = originSide;
        context.services().provide(UplinkMeter.class, friendSide.meter());
        context.services().provide(Director.class,
                new BothSides(context.streams(), context.services(), originSide.director(), friendSide.director()));
    }

    @Override
    public Health readiness() {
        FriendSide side = friend;
        return side == null ? Health.UP : side.readiness();
    }

    @Override
    public void stop() {
        MediaRoutes routes = media;
        if (routes != null) {
            routes.close();
        }
        OriginSide originSide = origin;
        if (originSide != null) {
            originSide.close();
        }
        FriendSide friendSide = friend;
        if (friendSide != null) {
            friendSide.close();
        }
    }
}
