package dev.streamr.mesh.friend;

import dev.streamr.api.Health;
import dev.streamr.api.JoinedOrigin;
import dev.streamr.api.PluginContext;
import dev.streamr.api.UploadGate;
import dev.streamr.mesh.limit.LimitsConfig;
import dev.streamr.mesh.limit.UploadLimits;
import dev.streamr.mesh.path.MeshStrategy;
import dev.streamr.mesh.path.Post;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/** The friend's side of the mesh, put together. */
public final class FriendSide implements AutoCloseable {

    private static final String KEY_FILE = "node.key";

    private final Friend friend;
    private final UploadLimits limits;

    private FriendSide(Friend friend, UploadLimits limits) {
        this.friend = friend;
        this.limits = limits;
    }

    /** Starts it, and goes on as somebody's friend when this machine is one. */
    public static FriendSide start(PluginContext context, LimitsConfig config, MeshStrategy strategy, Post post)
            throws IOException {
        Clock clock = Clock.system(ZoneId.systemDefault());
        MembershipStore store = new MembershipStore(context.database());
        UploadLimits limits = new UploadLimits(config, store, clock, System::nanoTime);
        OwnState state = new OwnState(context.streams(), context.metrics(), strategy, limits, clock,
                context.http()::port, context.tls().isPresent(), context.services());
        Friend friend = new Friend(store, context.stateDir().resolve(KEY_FILE), post, state,
                new FriendMetrics(context.metrics()), clock);
        context.metrics().register(new LimitsCollector(friend::member, limits));
        context.http().publicRoutes(new FriendRoutes(friend));
        context.http().adminRoutes(new FriendAdmin(friend, limits));
        friend.resume();
        return new FriendSide(friend, limits);
    }

    /** The origin whose friend this machine is now; empty while it is nobody's. Any thread; does not block. */
    public Optional<JoinedOrigin> joined() {
        return friend.joined();
    }

    /** Whether its origin hears it and lets it in; up while it is nobody's friend. Any thread; does not block. */
    public Health readiness() {
        return friend.readiness();
    }

    /** What this machine may send. */
    public UploadGate gate() {
        return new FriendGate(friend, limits);
    }

    /** Lets the origin move this machine's viewers before it stops; returns when they have gone, or after this time. */
    public void drain(Duration atMost) throws InterruptedException {
        friend.drain(atMost);
    }

    @Override
    public void close() {
        friend.close();
        limits.save();
    }
}
