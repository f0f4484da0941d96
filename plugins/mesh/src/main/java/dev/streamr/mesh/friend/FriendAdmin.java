package dev.streamr.mesh.friend;

import dev.streamr.api.JoinedOrigin.Wish;
import dev.streamr.api.Problem;
import dev.streamr.api.StreamName;
import dev.streamr.mesh.limit.UploadLimits;
import dev.streamr.mesh.message.AdminJson;
import dev.streamr.mesh.message.Heartbeat;
import dev.streamr.mesh.message.InviteCode;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /admin/v1/mesh}: the word of the machine's owner on whose friend it is. */
final class FriendAdmin implements HttpService {

    private static final Duration LONGEST_PAUSE = Duration.ofDays(30);
    /** How long viewers may take to go elsewhere; steered players ask every ten seconds. */
    private static final Duration HAND_OVER = Duration.ofSeconds(20);

    private final Friend friend;
    private final UploadLimits limits;

    FriendAdmin(Friend friend, UploadLimits limits) {
        this.friend = friend;
        this.limits = limits;
    }

    /** An invite's code. */
    record Code(@Nullable String code) {}

    /** How long to pause; 0 ends a pause. */
    record Pause(long seconds) {}

    /** How to leave: at once, or with the viewers handed over first. */
    record Leave(boolean now) {}

    /**
     * What was left.
     *
     * @param handedOver whether all viewers had gone to others before
     * @param seconds    how long that took, or was waited for
     * @param warning    why the origin was not told; null when it was
     */
    record Left(boolean left, boolean handedOver, long seconds, @Nullable String warning) {}

    /**
     * Where this machine stands.
     *
     * @param state     as the origin counts it; the owner's wish while the origin does not answer
     * @param connected whether the origin answered the last heartbeat
     * @param trouble   why not; empty otherwise
     * @param path      how the origin reaches it: direct, relayed, down or unknown
     * @param gives     what its owner gives, in words
     * @param uplinkBitsPerSecond measured; 0 until measured
     * @param relays    whether the plugin that carries streams runs
     */
    record View(String name, String originUrl, @Nullable String stream, String state, boolean connected,
            String trouble, String why, String path, @Nullable String address, String pathReason, String gives,
            long uplinkBitsPerSecond, boolean relays,
            @Nullable String pausedUntil) {}

    /** Does what its owner wants. */
    @FunctionalInterface
    private interface Work {
        Object answer(ServerRequest request) throws OriginTrouble, InterruptedException, IOException;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/mesh", this::show)
                .post("/mesh/join", handler(this::join))
                .post("/mesh/leave", handler(this::leave))
                .post("/mesh/drain", handler(request -> view(friend.change(member -> member.draining(true)))))
                .post("/mesh/undrain", handler(request -> view(
                        friend.change(member -> member.draining(false).pausedUntil(Instant.EPOCH)))))
                .post("/mesh/pause", handler(this::pause));
    }

    private void show(ServerRequest request, ServerResponse response) {
        friend.standing().ifPresentOrElse(standing -> AdminJson.send(response, Status.OK_200, view(standing)),
                () -> Problem.notFound("this machine is nobody's friend yet").send(response));
    }

    private static Handler handler(Work work) {
        return (request, response) -> {
            try {
                AdminJson.send(response, Status.OK_200, work.answer(request));
            } catch (IllegalArgumentException e) {
                Problem.badRequest(String.valueOf(e.getMessage())).send(response);
            } catch (IllegalStateException e) {
                new Problem(Status.CONFLICT_409, String.valueOf(e.getMessage())).send(response);
            } catch (OriginTrouble e) {
                new Problem(e.kind() == OriginTrouble.Kind.SPENT ? Status.FORBIDDEN_403 : Status.BAD_GATEWAY_502,
                        String.valueOf(e.getMessage())).send(response);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                new Problem(Status.SERVICE_UNAVAILABLE_503, "the daemon is stopping").send(response);
            }
        };
    }

    private View join(ServerRequest request) throws OriginTrouble, InterruptedException, IOException {
        String code = AdminJson.read(request, Code.class).code();
        var _ = friend.join(InviteCode.parse(code == null ? "" : code));
        return view(friend.standing().orElseThrow());
    }

    private Left leave(ServerRequest request) throws InterruptedException, IOException {
        boolean now = request.content().hasEntity() && AdminJson.read(request, Leave.class).now();
        Friend.Farewell farewell = friend.leave(now ? Duration.ZERO : HAND_OVER);
        return new Left(true, farewell.settled(), farewell.waited().toSeconds(), farewell.trouble().orElse(null));
    }

    private View pause(ServerRequest request) throws InterruptedException, IOException {
        Duration length = Duration.ofSeconds(AdminJson.read(request, Pause.class).seconds());
        if (length.isNegative() || length.compareTo(LONGEST_PAUSE) > 0) {
            throw new IllegalArgumentException("length: must be 0s to 720h");
        }
        return view(friend.pause(length));
    }

    private View view(Friend.Standing standing) {
        Membership member = standing.membership();
        Optional<Heartbeat.Answer> answer = standing.answer();
        boolean paused = standing.wanted().wish() == Wish.PAUSED;
        return new View(member.name().value(), member.origin().toString(),
                member.stream().map(StreamName::value).orElse(null),
                answer.map(Heartbeat.Answer::state)
                        .orElse(standing.wanted().wish().name().toLowerCase(Locale.ROOT)),
                answer.isPresent(), standing.trouble(), standing.wanted().why(),
                answer.map(Heartbeat.Answer::path).orElse("unknown"),
                answer.map(Heartbeat.Answer::address).orElse(null),
                answer.map(Heartbeat.Answer::why).orElse("the origin does not answer"), limits.words(),
                standing.uplinkBitsPerSecond(), standing.relays(),
                paused && member.pausedUntil().isAfter(Instant.EPOCH)
                        ? member.pausedUntil().truncatedTo(ChronoUnit.SECONDS).toString()
                        : null);
    }
}
