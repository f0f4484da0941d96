package dev.streamr.relay.friend;

import dev.streamr.api.Health;
import dev.streamr.api.JoinedOrigin;
import dev.streamr.api.Keyring;
import dev.streamr.api.Services;
import dev.streamr.relay.pulse.Pulse;
import dev.streamr.relay.pulse.PulseAnswer;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** This machine as a friend: what its origin's pulses do to it, and how it is. Any thread. */
final class FriendNode implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(FriendNode.class.getName());
    /** An origin that sent no pulse for so long is away. */
    private static final Duration AWAY = Duration.ofSeconds(5);
    /** Without pulses for so long, nothing is carried any more. */
    private static final Duration GONE = Duration.ofSeconds(60);
    /** Orders are obeyed for so long after the owner has paused, so that viewers can be handed over. */
    private static final Duration HAND_OVER = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Services services;
    private final Carrier carrier;
    private final Sessions sessions;
    private final OriginClock clock;
    private final Uplink uplink = new Uplink(this::settled);
    private final AtomicLong pulses = new AtomicLong();
    private final ScheduledExecutorService looker = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("relay-friend").factory());
    private volatile long pulsedAt;
    private volatile long answeredAt;
    private volatile long activeAt = System.nanoTime();

    FriendNode(Services services, Carrier carrier, Sessions sessions, OriginClock clock) {
        this.services = services;
        this.carrier = carrier;
        this.sessions = sessions;
        this.clock = clock;
    }

    void start() {
        var _ = looker.scheduleAtFixedRate(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    Uplink uplink() {
        return uplink;
    }

    /** Does what a pulse says that was checked. */
    PulseAnswer take(Pulse pulse, JoinedOrigin origin) {
        clock.heard(pulse.now());
        uplink.measured(pulse.uplinkBitsPerSecond());
        pulsedAt = System.nanoTime();
        pulses.incrementAndGet();
        if (origin.wish() != JoinedOrigin.Wish.PAUSED) {
            activeAt = System.nanoTime();
        }
        boolean paused = System.nanoTime() - activeAt > HAND_OVER.toNanos();
        carrier.obey(paused ? List.of() : pulse.orders(), origin);
        PulseAnswer answer = carrier.answer(pulse, origin);
        answeredAt = System.nanoTime();
        return answer;
    }

    private boolean heardWithin(Duration time) {
        return pulses.get() > 0 && System.nanoTime() - pulsedAt < time.toNanos();
    }

    private boolean settled() {
        boolean watched = sessions.counts().values().stream()
                .anyMatch(count -> count.viewers() + count.children() > 0);
        return !watched && !carrier.sent().after(answeredAt);
    }

    /** A look that fails is the last of its kind for the scheduler; so none does. */
    private void look() {
        try {
            lookOnce();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a look at what is carried failed", e);
        }
    }

    private void lookOnce() {
        boolean joined = services.find(Keyring.class).flatMap(Keyring::joined).isPresent();
        carrier.up(joined && heardWithin(AWAY));
        if (!joined) {
            carrier.letAllGo();
        } else if (pulses.get() > 0) {
            // An origin that is away orders nothing: what it ordered last stands until it is gone.
            carrier.look(heardWithin(AWAY) ? AWAY : GONE);
        }
    }

    /** Whether it can serve. */
    Health readiness() {
        Optional<JoinedOrigin> origin = services.find(Keyring.class).flatMap(Keyring::joined);
        if (origin.isEmpty()) {
            return Health.UP;
        }
        if (!heardWithin(AWAY)) {
            return Health.down(pulses.get() == 0
                    ? "the origin has not called yet"
                    : "no word from the origin for " + Duration.ofNanos(System.nanoTime() - pulsedAt).toSeconds()
                            + " s");
        }
        return switch (origin.get().wish()) {
            case ACTIVE -> carrier.trouble().map(Health::down).orElse(Health.UP);
            case DRAINING -> Health.down("it is draining: " + origin.get().why());
            case PAUSED -> Health.down("it is paused: " + origin.get().why());
        };
    }

    @Override
    public void close() {
        looker.shutdownNow();
        carrier.close();
    }
}
