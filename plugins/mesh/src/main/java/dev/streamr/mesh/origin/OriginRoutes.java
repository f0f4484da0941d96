package dev.streamr.mesh.origin;

import dev.streamr.api.Problem;
import dev.streamr.mesh.key.PeerKey;
import dev.streamr.mesh.message.Headers;
import dev.streamr.mesh.message.Heartbeat;
import dev.streamr.mesh.message.Hello;
import dev.streamr.mesh.message.JoinRequest;
import dev.streamr.mesh.message.Json;
import dev.streamr.mesh.message.Paths;
import dev.streamr.mesh.message.Stamp;
import dev.streamr.mesh.origin.Refusal.Reason;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The public routes for nodes. A message counts when its signature, its boot nonce and its counter are right. */
final class OriginRoutes implements HttpService {

    /** Two hundred nodes behind one proxy or router, each every five seconds, and some to spare. */
    private static final int REQUESTS_PER_SECOND = 100;
    private static final int JOINS_PER_SECOND = 1;
    private static final int JOINS_AT_ONCE = 20;

    private final OriginKeys keys;
    private final Roster roster;
    private final Arrivals arrivals;
    private final Attendance attendance;
    private final MeshMetrics metrics;
    private final AddressLimits requests;
    private final AddressLimits joins;

    OriginRoutes(OriginKeys keys, Roster roster, Arrivals arrivals, Attendance attendance, MeshMetrics metrics,
            LongSupplier nanoTime) {
        this.keys = keys;
        this.roster = roster;
        this.arrivals = arrivals;
        this.attendance = attendance;
        this.metrics = metrics;
        this.requests = new AddressLimits(REQUESTS_PER_SECOND, 2 * REQUESTS_PER_SECOND, nanoTime);
        this.joins = new AddressLimits(JOINS_PER_SECOND, JOINS_AT_ONCE, nanoTime);
    }

    /** Answers a message that is right. */
    @FunctionalInterface
    private interface Work {
        Object answer(byte[] body, Stamp stamp) throws Refusal;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(Paths.HELLO, this::hello)
                .post(Paths.JOIN, this::join)
                .post(Paths.HEARTBEAT, (request, response) -> signed(request, response, Paths.HEARTBEAT,
                        (body, stamp) -> beat(request, body, stamp)))
                .post(Paths.LEAVE, (request, response) -> signed(request, response, Paths.LEAVE,
                        (body, stamp) -> attendance.leave(stamp.node())));
    }

    private void hello(ServerRequest request, ServerResponse response) throws IOException {
        try {
            limit(request, joins);
            byte[] answer = Json.write(keys.prove(Json.read(body(request), Hello.class)));
            plain(response, Status.OK_200, "application/json").send(answer);
        } catch (IllegalArgumentException e) {
            refuse(response, Reason.MALFORMED);
        } catch (Refusal refusal) {
            refuse(response, refusal.reason());
        }
    }

    private void join(ServerRequest request, ServerResponse response) throws IOException {
        try {
            limit(request, joins);
            byte[] body = body(request);
            JoinRequest join = Json.read(body, JoinRequest.class);
            PeerKey key = PeerKey.decode(join.key());
            Stamp stamp = stamp(request);
            if (!stamp.node().equals(key.id())) {
                throw new Refusal(Reason.BAD_SIGNATURE);
            }
            verify(request, Paths.JOIN, body, stamp, key);
            answer(response, stamp, () -> {
                checkBoot(stamp);
                JoinRequest.Answer answer = arrivals.join(join, stamp);
                metrics.joined();
                return answer;
            });
        } catch (IllegalArgumentException e) {
            refuse(response, Reason.MALFORMED);
        } catch (Refusal refusal) {
            refuse(response, refusal.reason());
        }
    }

    private void signed(ServerRequest request, ServerResponse response, String path, Work work) throws IOException {
        try {
            limit(request, requests);
            byte[] body = body(request);
            Stamp stamp = stamp(request);
            answer(response, stamp, () -> {
                PeerKey key = roster.key(stamp.node()).orElseThrow(() -> new Refusal(Reason.UNKNOWN_NODE));
                verify(request, path, body, stamp, key);
                checkBoot(stamp);
                if (!roster.accept(stamp)) {
                    throw new Refusal(Reason.STALE);
                }
                return work.answer(body, stamp);
            });
        } catch (IllegalArgumentException e) {
            refuse(response, Reason.MALFORMED);
        } catch (Refusal refusal) {
            refuse(response, refusal.reason());
        }
    }

    private Object beat(ServerRequest request, byte[] body, Stamp stamp) throws Refusal {
        Heartbeat heartbeat = Json.read(body, Heartbeat.class);
        metrics.heartbeat();
        return attendance.beat(stamp.node(), heartbeat, address(request));
    }

    /** What is computed for a well-formed message. */
    @FunctionalInterface
    private interface Answer {
        Object compute() throws Refusal;
    }

    /** Sends the answer or the refusal, signed: only this origin can tell a node that it is out. */
    private void answer(ServerResponse response, Stamp stamp, Answer work) {
        Status status = Status.OK_200;
        String type = "application/json";
        byte[] body;
        try {
            body = Json.write(work.compute());
        } catch (Refusal refusal) {
            metrics.refused(refusal.reason());
            Problem problem = refusal.reason().problem();
            status = problem.status();
            type = "application/problem+json";
            body = problem.json();
        }
        Stamp.Standing standing = new Stamp.Standing(keys.boot(), roster.counter(stamp.node()));
        byte[] signature = keys.identity().sign(stamp.answer(status.code(), body, standing));
        plain(response, status, type)
                .header(HeaderNames.create(Headers.BOOT), standing.boot())
                .header(HeaderNames.create(Headers.COUNTER), Long.toString(standing.counter()))
                .header(HeaderNames.create(Headers.SIGNATURE), Base64.getUrlEncoder().encodeToString(signature))
                .send(body);
    }

    private void refuse(ServerResponse response, Reason reason) {
        metrics.refused(reason);
        reason.problem().send(response);
    }

    private static ServerResponse plain(ServerResponse response, Status status, String type) {
        return response.status(status).header(HeaderNames.CONTENT_TYPE, type)
                .header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"));
    }

    private void checkBoot(Stamp stamp) throws Refusal {
        if (!stamp.boot().equals(keys.boot())) {
            throw new Refusal(Reason.STALE);
        }
    }

    private static void verify(ServerRequest request, String path, byte[] body, Stamp stamp, PeerKey key)
            throws Refusal {
        byte[] signature = Base64.getUrlDecoder().decode(header(request, Headers.SIGNATURE));
        if (!key.signed(stamp.request("POST", path, body), signature)) {
            throw new Refusal(Reason.BAD_SIGNATURE);
        }
    }

    private static Stamp stamp(ServerRequest request) {
        return new Stamp(header(request, Headers.NODE), header(request, Headers.BOOT),
                Long.parseLong(header(request, Headers.COUNTER)));
    }

    private static String header(ServerRequest request, String name) {
        return request.headers().first(HeaderNames.create(name)).orElse("");
    }

    private static void limit(ServerRequest request, AddressLimits limits) throws Refusal {
        if (!address(request).map(limits::allows).orElse(true)) {
            throw new Refusal(Reason.TOO_MANY);
        }
    }

    private static Optional<InetAddress> address(ServerRequest request) {
        return request.remotePeer().address() instanceof InetSocketAddress socket
                ? Optional.ofNullable(socket.getAddress())
                : Optional.empty();
    }

    private static byte[] body(ServerRequest request) throws IOException, Refusal {
        byte[] body = request.content().inputStream().readNBytes(Json.MOST_BYTES + 1);
        if (body.length > Json.MOST_BYTES) {
            throw new Refusal(Reason.MALFORMED);
        }
        return body;
    }
}
