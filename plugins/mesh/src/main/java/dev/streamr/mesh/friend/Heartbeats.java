package dev.streamr.mesh.friend;

import dev.streamr.mesh.friend.OriginTrouble.Kind;
import dev.streamr.mesh.key.Identity;
import dev.streamr.mesh.message.Heartbeat;
import dev.streamr.mesh.message.Paths;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reports this machine to its origin, as often as the origin wants, on a thread of its own until closed. */
final class Heartbeats implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Heartbeats.class.getName());
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    /** A node that was removed asks rarely; it may come back by a new invite. */
    private static final Duration REMOVED = Duration.ofMinutes(1);

    private final OriginClient client;
    private final Identity identity;
    private final OwnState state;
    private final FriendMetrics metrics;
    private volatile Membership membership;
    private volatile boolean closed;
    private volatile Duration interval = Duration.ofSeconds(5);
    private volatile Heartbeat.@Nullable Answer last;
    private volatile String trouble = "not reported yet";
    private @Nullable Thread thread;

    Heartbeats(OriginClient client, Identity identity, Membership membership, OwnState state, FriendMetrics metrics) {
        this.client = client;
        this.identity = identity;
        this.membership = membership;
        this.state = state;
        this.metrics = metrics;
    }

    void start() {
        thread = Thread.ofVirtual().name("mesh-heartbeats").start(this::run);
    }

    private void run() {
        try {
            // The listeners, which the origin tries at once, open after the plugins have started.
            TimeUnit.MILLISECONDS.sleep(Math.min(FIRST.toMillis(), interval.toMillis()));
            while (!closed) {
                var _ = now();
                long millis = interval.toMillis();
                // A tenth earlier or later, so that friends do not come all at once after the origin was away.
                long wait = millis + ThreadLocalRandom.current().nextLong(-millis / 10, millis / 10 + 1);
                TimeUnit.MILLISECONDS.sleep(wait);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            metrics.connected(false);
        }
    }

    /** Reports at once; the answer is empty when there is trouble. */
    Optional<Heartbeat.Answer> now() throws InterruptedException {
        try {
            Heartbeat.Answer answer = client.call(Paths.HEARTBEAT, state.heartbeat(membership),
                    Heartbeat.Answer.class);
            interval = within(Duration.ofMillis(answer.heartbeatMillis()));
            heard(answer);
            return Optional.of(answer);
        } catch (OriginTrouble e) {
            lost(e);
            return Optional.empty();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a heartbeat failed", e);
            return Optional.empty();
        }
    }

    private void heard(Heartbeat.Answer answer) {
        Heartbeat.Answer before = last;
        if (!trouble.isEmpty() || before == null || !before.path().equals(answer.path())) {
            LOG.log(System.Logger.Level.INFO, "the origin counts this node as {0}; path {1}: {2}", answer.state(),
                    answer.path(), answer.why());
        }
        last = answer;
        trouble = "";
        metrics.connected(true);
    }

    private void lost(OriginTrouble e) {
        String why = String.valueOf(e.getMessage());
        if (!why.equals(trouble)) {
            LOG.log(System.Logger.Level.WARNING, "not connected to the origin ({0})",
                    e.kind().name().toLowerCase(Locale.ROOT));
        }
        last = null;
        trouble = why;
        if (e.kind() == Kind.GONE) {
            interval = REMOVED;
        }
        metrics.failed(e.kind());
    }

    private static Duration within(Duration wanted) {
        return wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    }

    void change(Membership changed) {
        membership = changed;
    }

    Membership membership() {
        return membership;
    }

    OriginClient client() {
        return client;
    }

    Identity identity() {
        return identity;
    }

    Optional<Heartbeat.Answer> last() {
        return Optional.ofNullable(last);
    }

    /** Why the last heartbeat failed; empty when it did not. */
    String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        closed = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
