package dev.streamr.mesh.friend;

import dev.streamr.api.Health;
import dev.streamr.api.JoinedOrigin;
import dev.streamr.mesh.friend.OriginTrouble.Kind;
import dev.streamr.mesh.key.Identity;
import dev.streamr.mesh.message.Heartbeat;
import dev.streamr.mesh.message.InviteCode;
import dev.streamr.mesh.message.Paths;
import dev.streamr.mesh.path.Post;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** This machine as somebody's friend: comes in, reports itself, goes. One change at a time; any thread. */
final class Friend implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Friend.class.getName());

    /** As an origin tells it. */
    private static final String SUSPENDED = "suspended";
    private static final int MOST_REPORTS = 8;
    private static final int BETWEEN_REPORTS_MILLIS = 300;
    private static final int BETWEEN_LOOKS_MILLIS = 100;

    private final MembershipStore store;
    private final Path keyFile;
    private final Entrance entrance;
    private final Post post;
    private final OwnState state;
    private final FriendMetrics metrics;
    private final Clock clock;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile @Nullable Heartbeats heartbeats;

    Friend(MembershipStore store, Path keyFile, Post post, OwnState state, FriendMetrics metrics, Clock clock) {
        this.store = store;
        this.keyFile = keyFile;
        this.entrance = new Entrance(post, clock);
        this.post = post;
        this.state = state;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Goes on where this machine stopped. */
    void resume() throws IOException {
        Optional<Membership> membership = store.load();
        Optional<Identity> identity = Identity.read(keyFile);
        if (membership.isPresent() && identity.isPresent()) {
            beat(membership.get(), identity.get());
        } else if (membership.isPresent()) {
            LOG.log(System.Logger.Level.ERROR, "the key of this node, {0}, is lost; leave and join again", keyFile);
        }
    }

    /**
     * Comes in with an invite, and reports itself until the origin has tried to reach it, a few seconds at most.
     *
     * @throws IllegalStateException when this machine belongs to another origin
     */
    Membership join(InviteCode code) throws OriginTrouble, InterruptedException, IOException {
        changing.lockInterruptibly();
        try {
            Entrance.Greeted origin = entrance.greet(code);
            Optional<Membership> before = store.load();
            if (before.isPresent() && !before.get().originKey().id().equals(origin.key().id())) {
                throw new IllegalStateException("this machine is a friend of " + before.get().origin()
                        + " already; leave it first: streamr leave");
            }
            Identity identity = Identity.readOrCreate(keyFile);
            Membership fresh = enter(code, origin, identity, before.isPresent());
            Membership membership = before
                    .map(old -> fresh.draining(old.draining()).pausedUntil(old.pausedUntil())).orElse(fresh);
            store.save(membership);
            LOG.log(System.Logger.Level.INFO, "joined as node {0}", membership.name());
            report(beat(membership, identity));
            return membership;
        } finally {
            changing.unlock();
        }
    }

    /** A key that the origin refused is for nothing; one whose answer was lost may be a node's by now. */
    private Membership enter(InviteCode code, Entrance.Greeted origin, Identity identity, boolean member)
            throws OriginTrouble, InterruptedException, IOException {
        try {
            return entrance.join(code, origin, identity);
        } catch (OriginTrouble e) {
            if ((e.kind() == Kind.REFUSED || e.kind() == Kind.SPENT) && !member) {
                Files.deleteIfExists(keyFile);
            }
            throw e;
        }
    }

    private static void report(Heartbeats running) throws InterruptedException {
        for (int i = 0; i < MOST_REPORTS; i++) {
            Optional<Heartbeat.Answer> answer = running.now();
            if (answer.isEmpty() || !answer.get().path().equals("unknown")) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_REPORTS_MILLIS);
        }
    }

    private Heartbeats beat(Membership membership, Identity identity) {
        Heartbeats old = heartbeats;
        if (old != null) {
            old.close();
        }
        OriginClient client = new OriginClient(post, membership.origin(), membership.originKey(), identity, "");
        Heartbeats fresh = new Heartbeats(client, identity, membership, state, metrics);
        heartbeats = fresh;
        fresh.start();
        return fresh;
    }

    /**
     * What became of leaving.
     *
     * @param settled whether all viewers had gone to others before, and the origin knew what this machine delivered
     * @param waited  how long that took, or was waited for
     * @param trouble why the origin could not be told; empty when it was
     */
    record Farewell(boolean settled, Duration waited, Optional<String> trouble) {}

    /**
     * Leaves for good: lets the viewers go elsewhere, tells the origin, and forgets it and the key either way.
     *
     * @param patience for the viewers
     * @throws IllegalStateException when there is nothing to leave
     */
    Farewell leave(Duration patience) throws InterruptedException, IOException {
        changing.lockInterruptibly();
        try {
            if (store.load().isEmpty()) {
                throw notJoined();
            }
            Heartbeats running = heartbeats;
            long start = System.nanoTime();
            if (running != null && patience.isPositive()) {
                handOver(running, patience);
            }
            boolean settled = state.settled();
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            Optional<String> trouble = running == null ? Optional.of("its key is lost") : goodbye(running);
            if (running != null) {
                running.close();
                heartbeats = null;
            }
            store.delete();
            Files.deleteIfExists(keyFile);
            LOG.log(System.Logger.Level.INFO, "left the origin");
            return new Farewell(settled, waited, trouble);
        } finally {
            changing.unlock();
        }
    }

    /** Lets the viewers go elsewhere before this machine stops; after its next start it serves as before. */
    void drain(Duration atMost) throws InterruptedException {
        Heartbeats running = heartbeats;
        if (running != null) {
            handOver(running, atMost);
        }
    }

    /** Tells the origin at once, and waits until it has moved everybody. */
    private void handOver(Heartbeats running, Duration atMost) throws InterruptedException {
        if (!state.relays()) {
            return;
        }
        long start = System.nanoTime();
        running.change(running.membership().draining(true));
        boolean told = running.now().isPresent();
        while (told && !state.settled() && System.nanoTime() - start < atMost.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        }
    }

    private static Optional<String> goodbye(Heartbeats running) throws InterruptedException {
        try {
            running.client().call(Paths.LEAVE, Map.of(), Map.class);
            return Optional.empty();
        } catch (OriginTrouble e) {
            return e.kind() == Kind.GONE ? Optional.empty() : Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Keeps what the owner wants and tells the origin at once.
     *
     * @throws IllegalStateException when this machine belongs to nobody
     */
    Standing change(UnaryOperator<Membership> wanted) throws InterruptedException {
        changing.lockInterruptibly();
        try {
            Membership membership = wanted.apply(store.load().orElseThrow(Friend::notJoined));
            store.save(membership);
            Heartbeats running = heartbeats;
            if (running != null) {
                running.change(membership);
                var _ = running.now();
            }
            return standing().orElseThrow(Friend::notJoined);
        } finally {
            changing.unlock();
        }
    }

    /** Lets this machine be something else for so long; nothing ends a pause. */
    Standing pause(Duration length) throws InterruptedException {
        return change(membership -> membership.pausedUntil(clock.instant().plus(length)));
    }

    /**
     * Where this machine stands.
     *
     * @param answer  the origin's last answer, when it gave one since the last trouble
     * @param trouble why the last heartbeat failed; empty when it did not
     * @param uplinkBitsPerSecond measured; 0 until measured
     * @param relays  whether the plugin that carries streams runs
     */
    record Standing(Membership membership, OwnState.Wanted wanted, Optional<Heartbeat.Answer> answer, String trouble,
            long uplinkBitsPerSecond, boolean relays) {}

    /** Empty when it belongs to nobody. */
    Optional<Standing> standing() {
        Heartbeats running = heartbeats;
        return store.load().map(membership -> new Standing(membership, state.wanted(membership),
                running == null ? Optional.empty() : running.last(),
                running == null ? "its key is lost" : running.trouble(), state.uplink(), state.relays()));
    }

    /** The key by which this machine is known to its origin; empty when it belongs to nobody. */
    Optional<Identity> identity() {
        return Optional.ofNullable(heartbeats).map(Heartbeats::identity);
    }

    /** Whether its origin hears it and lets it in; up while it is nobody's friend. Does not block. */
    Health readiness() {
        Heartbeats running = heartbeats;
        if (running == null) {
            return Health.UP;
        }
        if (!running.trouble().isEmpty()) {
            return Health.down(running.trouble());
        }
        return running.last().filter(answer -> answer.state().equals(SUSPENDED)).isPresent()
                ? Health.down("the streamer has locked this machine out")
                : Health.UP;
    }

    /** Whether this machine is somebody's friend. Does not block. */
    boolean member() {
        return heartbeats != null;
    }

    /** The origin and what this machine is to it; empty when it belongs to nobody. Does not block. */
    Optional<JoinedOrigin> joined() {
        return Optional.ofNullable(heartbeats).map(running -> {
            Membership member = running.membership();
            OwnState.Wanted wanted = state.wanted(member);
            Identity own = running.identity();
            return new JoinedOrigin(member.origin(), member.originKey(), own.publicKey().id(), member.name(),
                    member.stream(), own, wanted.wish(), wanted.why());
        });
    }

    private static IllegalStateException notJoined() {
        return new IllegalStateException("this machine is nobody's friend yet; join with: streamr join CODE");
    }

    @Override
    public void close() {
        Heartbeats running = heartbeats;
        if (running != null) {
            running.close();
        }
    }
}
