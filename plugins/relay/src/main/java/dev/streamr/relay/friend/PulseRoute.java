package dev.streamr.relay.friend;

import dev.streamr.api.JoinedOrigin;
import dev.streamr.api.Keyring;
import dev.streamr.api.Problem;
import dev.streamr.api.Services;
import dev.streamr.relay.http.Refusal;
import dev.streamr.relay.pulse.Pulse;
import dev.streamr.relay.pulse.Pulses;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Takes the origin's pulses (docs/relay.md, Pulse). A pulse counts when its signature is the origin's and it is new. */
final class PulseRoute implements HttpService {

    /** Pulses that are looked at at a time; the origin sends one each second. */
    private static final int AT_A_TIME = 4;
    /** How long one waits for its turn. */
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private record Challenge(String challenge) {}

    private final Services services;
    private final FriendNode node;
    private final PulseGate gate = new PulseGate();
    private final Semaphore places = new Semaphore(AT_A_TIME);

    PulseRoute(Services services, FriendNode node) {
        this.services = services;
        this.node = node;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(Pulses.PATH, this::take);
    }

    private void take(ServerRequest request, ServerResponse response) throws IOException {
        try {
            answer(request, response);
        } catch (Refusal refusal) {
            refusal.problem().send(response);
        } catch (IllegalArgumentException e) {
            Problem.badRequest("The pulse is malformed.").send(response);
        }
    }

    /** Who sends slowly holds up nobody: a place is taken for a pulse that is here. */
    private void answer(ServerRequest request, ServerResponse response) throws IOException, Refusal {
        JoinedOrigin origin = services.find(Keyring.class).flatMap(Keyring::joined)
                .orElseThrow(() -> Refusal.notFound("This machine is nobody's friend."));
        byte[] body = request.content().inputStream().readNBytes(Pulses.MOST_BYTES + 1);
        if (body.length > Pulses.MOST_BYTES) {
            throw new Refusal(new Problem(Status.REQUEST_ENTITY_TOO_LARGE_413, "A pulse has at most 64 KiB."));
        }
        takePlace();
        try {
            answer(origin, body, request, response);
        } finally {
            places.release();
        }
    }

    private void takePlace() throws Refusal {
        try {
            if (places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new Refusal(new Problem(Status.TOO_MANY_REQUESTS_429, "Too many pulses at a time."));
    }

    private void answer(JoinedOrigin origin, byte[] body, ServerRequest request, ServerResponse response)
            throws Refusal {
        String signature = request.headers().first(HeaderNames.create(Pulses.SIGNATURE)).orElse("");
        if (!Pulses.isRequest(body, signature, origin.key())) {
            throw Refusal.forbidden("The pulse is not signed by this machine's origin.");
        }
        Pulse pulse = Pulses.read(body, Pulse.class);
        if (!pulse.node().equals(origin.nodeId())) {
            throw Refusal.forbidden("The pulse is for another machine.");
        }
        if (!gate.accept(pulse)) {
            json(response, Status.CONFLICT_409).send(Pulses.write(new Challenge(gate.challenge())));
            return;
        }
        byte[] answer = Pulses.write(node.take(pulse, origin));
        json(response, Status.OK_200)
                .header(HeaderNames.create(Pulses.SIGNATURE), Pulses.signAnswer(answer, origin.own())).send(answer);
    }

    private static ServerResponse json(ServerResponse response, Status status) {
        return response.status(status).header(HeaderNames.CONTENT_TYPE, "application/json")
                .header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"));
    }
}
