package dev.streamr.relay.friend;

import dev.streamr.api.Admission;
import dev.streamr.api.Director;
import dev.streamr.api.JoinedOrigin;
import dev.streamr.api.Keyring;
import dev.streamr.api.Placement;
import dev.streamr.api.Problem;
import dev.streamr.api.Protocol;
import dev.streamr.api.Services;
import dev.streamr.api.StreamName;
import dev.streamr.api.Viewer;
import dev.streamr.relay.token.SessionToken;
import io.helidon.http.Status;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Serves sessions that the origin has signed for this machine, and sends everybody else to the origin. Any thread. */
final class FriendDirector implements Director {

    /** Viewers that are here may stay so long when the owner pauses, to be handed over. */
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final long NOT_PAUSED = Long.MIN_VALUE;

    private final Services services;
    private final Carrier carrier;
    private final OriginClock clock;
    private final Sessions sessions;
    /** Since when its owner wants this machine for something else, as {@link System#nanoTime}. */
    private final AtomicLong pausedSince = new AtomicLong(NOT_PAUSED);

    FriendDirector(Services services, Carrier carrier, OriginClock clock, Sessions sessions) {
        this.services = services;
        this.carrier = carrier;
        this.clock = clock;
        this.sessions = sessions;
    }

    @Override
    public Placement place(StreamName stream, Viewer viewer) {
        Optional<JoinedOrigin> origin = services.find(Keyring.class).flatMap(Keyring::joined);
        if (origin.isEmpty()) {
            return new Placement.Here();
        }
        String file = stream + (viewer.protocol() == Protocol.HTTP_FLV ? ".flv" : ".m3u8");
        String base = origin.get().url().toString().replaceAll("/+$", "");
        return new Placement.Elsewhere(URI.create(base + "/live/" + file));
    }

    @Override
    public Admission admit(StreamName stream, String token) {
        Optional<JoinedOrigin> joined = services.find(Keyring.class).flatMap(Keyring::joined);
        if (joined.isEmpty()) {
            return denied(Status.FORBIDDEN_403, "This machine is nobody's friend.");
        }
        JoinedOrigin origin = joined.get();
        sessions.origin(HexFormat.of().formatHex(origin.key().encoded()));
        if (!clock.known()) {
            return denied(Status.SERVICE_UNAVAILABLE_503, "This machine has not heard from its origin yet.");
        }
        Optional<FriendSession> known = sessions.find(stream, token);
        Optional<SessionToken> read = known.map(FriendSession::token)
                .or(() -> SessionToken.read(token, stream, origin.key()));
        if (read.isEmpty() || !read.get().machine().equals(SessionToken.machineOf(origin.nodeId()))) {
            return denied(Status.FORBIDDEN_403, "The session is not one that the origin signed for this machine.");
        }
        if (!read.get().expiresAt().isAfter(clock.instant())) {
            return denied(Status.FORBIDDEN_403, "The session is over.");
        }
        if (isClosed(origin.wish(), known.filter(session -> session.seenWithin(GRACE)).isPresent())) {
            return denied(Status.SERVICE_UNAVAILABLE_503, "This machine takes no viewers now: " + origin.why());
        }
        FriendSession session = known.orElseGet(() -> {
            FriendSession fresh = new FriendSession(stream, read.get(), carrier);
            sessions.add(token, fresh);
            return fresh;
        });
        session.seen();
        return new Admission.Granted(session);
    }

    private boolean isClosed(JoinedOrigin.Wish wish, boolean here) {
        return switch (wish) {
            case ACTIVE -> {
                pausedSince.set(NOT_PAUSED);
                yield false;
            }
            case DRAINING -> {
                pausedSince.set(NOT_PAUSED);
                yield !here;
            }
            case PAUSED -> {
                pausedSince.compareAndSet(NOT_PAUSED, System.nanoTime());
                yield !here || System.nanoTime() - pausedSince.get() > GRACE.toNanos();
            }
        };
    }

    private static Admission denied(Status status, String why) {
        return new Admission.Denied(new Problem(status, why));
    }
}
