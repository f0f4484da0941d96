package dev.streamr.mesh.origin;

import dev.streamr.api.LimitExceededException;
import dev.streamr.api.NodeName;
import dev.streamr.api.Problem;
import dev.streamr.api.StreamName;
import dev.streamr.mesh.message.AdminJson;
import dev.streamr.mesh.message.InviteCode;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code /admin/v1/invites} and {@code /admin/v1/nodes}: the streamer's word on who belongs to this origin. */
final class NodeAdmin implements HttpService {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    private final OriginKeys keys;
    private final Invites invites;
    private final NodeStore store;
    private final Roster roster;
    private final Attendance attendance;
    private final Supplier<URI> control;
    private final Clock clock;

    /** @param control the base URL that invites tell friends */
    NodeAdmin(OriginKeys keys, Invites invites, NodeStore store, Roster roster, Attendance attendance,
            Supplier<URI> control, Clock clock) {
        this.keys = keys;
        this.invites = invites;
        this.store = store;
        this.roster = roster;
        this.attendance = attendance;
        this.control = control;
        this.clock = clock;
    }

    /** What is asked for: the name of the friend's machine, how long the invite is good, and the one stream it is for. */
    record Asked(@Nullable String name, @Nullable Long expiresSeconds, @Nullable String stream) {

        NodeName nodeName() {
            return new NodeName(name == null ? "" : name);
        }

        Optional<StreamName> streamName() {
            return Optional.ofNullable(stream).map(StreamName::new);
        }

        Duration valid() {
            Duration valid = Duration
                    .ofSeconds(expiresSeconds == null ? Duration.ofDays(1).toSeconds() : expiresSeconds);
            if (valid.compareTo(SHORTEST) < 0 || valid.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("expires: must be 1m to 720h");
            }
            return valid;
        }
    }

    /** An invite; the code is shown this once. */
    record Invited(String name, String code, String expiresAt, String controlUrl, @Nullable String stream) {}

    @Override
    public void routing(HttpRules rules) {
        rules.post("/invites", this::invite)
                .get("/nodes", (request, response) -> AdminJson.send(response, Status.OK_200,
                        roster.all().stream().map(NodeView::of).toList()))
                .delete("/nodes/{name}", this::remove)
                .post("/nodes/{name}/suspend", order(entry -> entry.with(true, entry.draining())))
                .post("/nodes/{name}/resume", order(entry -> entry.with(false, entry.draining())))
                .post("/nodes/{name}/drain", order(entry -> entry.with(entry.suspended(), true)))
                .post("/nodes/{name}/undrain", order(entry -> entry.with(entry.suspended(), false)));
    }

    private void invite(ServerRequest request, ServerResponse response) throws IOException {
        try {
            Asked asked = AdminJson.read(request, Asked.class);
            NodeName name = asked.nodeName();
            if (roster.named(name).isPresent()) {
                new Problem(Status.CONFLICT_409, "name: there is a node " + name
                        + " already; choose another name, or remove it first").send(response);
                return;
            }
            roster.checkRoom();
            URI url = control.get();
            byte[] secret = invites.add(name, asked.streamName(), asked.valid());
            String code = new InviteCode(url, keys.identity().publicKey().fingerprint(), secret).text();
            AdminJson.send(response, Status.CREATED_201, new Invited(name.value(), code,
                    clock.instant().plus(asked.valid()).truncatedTo(ChronoUnit.SECONDS).toString(), url.toString(),
                    asked.stream()));
        } catch (LimitExceededException e) {
            new Problem(Status.CONFLICT_409, String.valueOf(e.getMessage())).send(response);
        } catch (IllegalArgumentException e) {
            Problem.badRequest(String.valueOf(e.getMessage())).send(response);
        }
    }

    private void remove(ServerRequest request, ServerResponse response) {
        Optional<NodeStore.Entry> entry = named(request);
        entry.ifPresentOrElse(found -> {
            var _ = attendance.leave(found.id());
            response.status(Status.NO_CONTENT_204).send();
        }, () -> unknown(response));
    }

    private Handler order(UnaryOperator<NodeStore.Entry> order) {
        return (request, response) -> {
            Optional<Roster.Seen> seen = named(request).flatMap(entry -> roster.order(entry.id(), order));
            seen.ifPresent(ordered -> store.order(ordered.entry()));
            seen.ifPresentOrElse(ordered -> AdminJson.send(response, Status.OK_200, NodeView.of(ordered)),
                    () -> unknown(response));
        };
    }

    private Optional<NodeStore.Entry> named(ServerRequest request) {
        return request.path().pathParameters().first("name").asOptional().filter(NodeName::isValid).map(NodeName::new)
                .flatMap(roster::named);
    }

    private static void unknown(ServerResponse response) {
        Problem.notFound("name: there is no such node; list them with 'streamr nodes'").send(response);
    }
}
