package dev.streamr.mesh.origin;

import dev.streamr.api.LimitExceededException;
import dev.streamr.api.PluginContext;
import dev.streamr.api.SigningKey;
import dev.streamr.api.VerifyingKey;
import dev.streamr.mesh.key.Identity;
import dev.streamr.mesh.path.MeshStrategy;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** The streamer's side of the mesh, put together. */
public final class Origin implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Origin.class.getName());
    private static final String KEY_FILE = "origin.key";

    private final OriginKeys keys;
    private final Roster roster;
    private final Attendance attendance;
    private final ScheduledExecutorService looks = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("mesh-attendance").factory());

    private Origin(OriginKeys keys, Roster roster, Attendance attendance) {
        this.keys = keys;
        this.roster = roster;
        this.attendance = attendance;
    }

    /**
     * Starts it: nodes that came in before are known, and out until they are heard.
     *
     * @param heartbeat how often nodes are to come
     * @param mostNodes more are not let in
     * @param control   the base URL that invites tell friends
     */
    public static Origin start(PluginContext context, Duration heartbeat, int mostNodes, Supplier<URI> control,
            MeshStrategy strategy) throws IOException {
        OriginKeys keys = OriginKeys.boot(Identity.readOrCreate(context.stateDir().resolve(KEY_FILE)));
        Clock clock = Clock.systemUTC();
        Invites invites = new Invites(context.database(), clock);
        NodeStore store = new NodeStore(context.database());
        Roster roster = new Roster(context.nodes(), heartbeat, mostNodes, System::nanoTime);
        for (NodeStore.Entry entry : store.list()) {
            add(roster, entry);
        }
        MeshMetrics metrics = new MeshMetrics(context.metrics());
        Attendance attendance = new Attendance(roster, store, invites, strategy, metrics, heartbeat);
        Arrivals arrivals = new Arrivals(keys, invites, store, roster, clock, heartbeat.toMillis());
        context.http()
                .publicRoutes(new OriginRoutes(keys, roster, arrivals, attendance, metrics, System::nanoTime));
        context.http().adminRoutes(new NodeAdmin(keys, invites, store, roster, attendance, control, clock));
        Origin origin = new Origin(keys, roster, attendance);
        long look = Math.max(1, heartbeat.toMillis() / 4);
        var _ = origin.looks.scheduleWithFixedDelay(origin::look, look, look, TimeUnit.MILLISECONDS);
        return origin;
    }

    /** By what friends know this machine. Any thread. */
    public SigningKey key() {
        return keys.identity();
    }

    /** The key of a friend's machine; empty for one that is unknown or was removed. Any thread; does not block. */
    public Optional<VerifyingKey> node(String id) {
        return roster.key(id).map(Function.identity());
    }

    private static void add(Roster roster, NodeStore.Entry entry) {
        try {
            roster.add(entry);
        } catch (LimitExceededException e) {
            LOG.log(System.Logger.Level.WARNING, "node {0} is left out: {1}", entry.name(), e.getMessage());
        }
    }

    private void look() {
        try {
            attendance.look();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the regular look at nodes failed", e);
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
