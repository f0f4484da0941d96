package dev.streamr.mesh;

import dev.streamr.api.Health;
import dev.streamr.api.HttpEndpoints;
import dev.streamr.api.Keyring;
import dev.streamr.api.PluginContext;
import dev.streamr.api.StreamrPlugin;
import dev.streamr.api.UploadGate;
import dev.streamr.mesh.friend.FriendSide;
import dev.streamr.mesh.origin.Origin;
import dev.streamr.mesh.path.DirectStrategy;
import dev.streamr.mesh.path.MeshStrategy;
import dev.streamr.mesh.path.OwnAddresses;
import dev.streamr.mesh.path.Post;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pf4j.Extension;

/** Friends' machines belong to an origin. Every machine can be both: somebody's origin and somebody's friend. */
@Extension
public final class MeshPlugin implements StreamrPlugin {

    private volatile @Nullable Post post;
    private volatile @Nullable Origin origin;
    private volatile @Nullable FriendSide friend;

    @Override
    public String name() {
        return "mesh";
    }

    @Override
    public Class<? extends Record> configType() {
        return MeshConfig.class;
    }

    @Override
    public void start(PluginContext context) throws IOException {
        MeshConfig config = context.config(MeshConfig.class);
        context.database().migrate(this, "db/migration/mesh");
        HttpEndpoints http = context.http();
        Post messages = new Post();
        post = messages;
        OwnAddresses addresses = new OwnAddresses(config.announce(), http.publicUrl(), context.tls().isPresent(),
                http.bind(), http::port);
        MeshStrategy strategy = new DirectStrategy(addresses, messages);
        Origin originSide = Origin.start(context, config.heartbeat(), config.maxNodes(),
                () -> addresses.get().getFirst(),
                strategy);
        origin = originSide;
        FriendSide friendSide = FriendSide.start(context, config.limits(), strategy, messages);
        friend = friendSide;
        context.services().provide(Keyring.class, new BothSides(originSide, friendSide));
        context.services().provide(UploadGate.class, friendSide.gate());
    }

    @Override
    public Health readiness() {
        FriendSide friendSide = friend;
        return friendSide == null ? Health.UP : friendSide.readiness();
    }

    @Override
    public void drain(Duration atMost) throws InterruptedException {
        FriendSide friendSide = friend;
        if (friendSide != null) {
            friendSide.drain(atMost);
        }
    }

    @Override
    public void stop() {
        FriendSide friendSide = friend;
        if (friendSide != null) {
            friendSide.close();
        }
        Origin originSide = origin;
        if (originSide != null) {
            originSide.close();
        }
        Post messages = post;
        if (messages != null) {
            messages.close();
        }
    }
}
