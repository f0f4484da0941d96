package dev.streamr.relay.transfer;

import dev.streamr.api.JoinedOrigin;
import dev.streamr.api.Keyring;
import dev.streamr.api.Problem;
import dev.streamr.api.Services;
import dev.streamr.relay.token.SessionToken;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;

/**
 * Sends the origin bytes that mean nothing, so that it sees how fast they come. They pass the owner's upload limits as
 * all others do. One at a time.
 */
public final class TransferRoute implements HttpService {

    private static final String BEARER = "Bearer ";
    private static final int CHUNK = 64 << 10;
    private static final Header TYPE = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/octet-stream");
    private static final Header NO_STORE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");

    private final Services services;
    private final InstantSource originClock;
    private final Semaphore place = new Semaphore(1);

    /**
     * @param services    where the keys are
     * @param originClock the origin's time, by which tokens expire
     */
    public TransferRoute(Services services, InstantSource originClock) {
        this.services = services;
        this.originClock = originClock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(Transfer.PATH, this::send);
    }

    private void send(ServerRequest request, ServerResponse response) throws IOException {
        if (!isOrigins(request)) {
            new Problem(Status.FORBIDDEN_403, "Only this machine's origin measures it.").send(response);
            return;
        }
        Optional<Integer> bytes = bytes(request);
        if (bytes.isEmpty()) {
            Problem.badRequest("bytes: must be 1 to " + Transfer.MOST_BYTES + ".").send(response);
            return;
        }
        if (!place.tryAcquire()) {
            new Problem(Status.TOO_MANY_REQUESTS_429, "One transfer at a time.").send(response);
            return;
        }
        try {
            write(response, bytes.get());
        } finally {
            place.release();
        }
    }

    private boolean isOrigins(ServerRequest request) {
        Optional<JoinedOrigin> joined = services.find(Keyring.class).flatMap(Keyring::joined);
        String header = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
        return joined.isPresent() && header.startsWith(BEARER)
                && SessionToken.read(header.substring(BEARER.length()), Transfer.STREAM, joined.get().key())
                        .filter(token -> isGood(token, joined.get())).isPresent();
    }

    private boolean isGood(SessionToken token, JoinedOrigin origin) {
        return token.kind() == SessionToken.Kind.RELAY && token.session().equals(Transfer.SESSION)
                && token.machine().equals(SessionToken.machineOf(origin.nodeId()))
                && token.expiresAt().isAfter(originClock.instant());
    }

    private static Optional<Integer> bytes(ServerRequest request) {
        try {
            return request.query().first("bytes").asOptional().map(Integer::valueOf)
                    .filter(bytes -> bytes >= 1 && bytes <= Transfer.MOST_BYTES);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Every chunk is new, so that nothing on the way can make it smaller. */
    private static void write(ServerResponse response, int bytes) throws IOException {
        SplittableRandom random = new SplittableRandom();
        response.header(TYPE).header(NO_STORE).contentLength(bytes);
        byte[] chunk = new byte[CHUNK];
        try (OutputStream out = response.outputStream()) {
            for (int left = bytes; left > 0; left -= CHUNK) {
                random.nextBytes(chunk);
                out.write(chunk, 0, Math.min(CHUNK, left));
            }
        }
    }
}
