package dev.streamr.relay.origin;

import dev.streamr.api.Placement.Pathway;
import dev.streamr.api.Problem;
import dev.streamr.api.Protocol;
import dev.streamr.api.StreamName;
import dev.streamr.api.Viewer;
import dev.streamr.relay.origin.node.Networks;
import dev.streamr.relay.origin.session.Seating;
import dev.streamr.relay.origin.session.Session;
import dev.streamr.relay.token.SessionToken;
import dev.streamr.relay.token.TokenMint;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** {@code GET /api/v1/streams/{name}/steering/{token}}: where a steered player is to fetch from now. */
final class SteeringRoute implements HttpService {

    private static final String PATH = "/api/v1/streams/{name}/steering/{token}";
    private static final String TYPE = "application/vnd.apple.steering-list";
    private static final String METHODS = "GET, OPTIONS";
    private static final long TOO_MANY_SECONDS = 10;

    private final OriginDirector director;
    private final TokenMint mint;
    private final Seating seating;
    private final Networks networks;
    private final Optional<URI> publicUrl;

    SteeringRoute(OriginDirector director, TokenMint mint, Seating seating, Networks networks,
            Optional<URI> publicUrl) {
        this.director = director;
        this.mint = mint;
        this.seating = seating;
        this.networks = networks;
        this.publicUrl = publicUrl;
    }

    /** Path of a session's steering manifest. */
    static String path(StreamName stream, String token) {
        return "/api/v1/streams/" + stream + "/steering/" + token;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PATH, this::steer).options(PATH, (_, response) -> Json.preflight(response, METHODS));
    }

    private void steer(ServerRequest request, ServerResponse response) {
        String name = request.path().pathParameters().get("name");
        String text = request.path().pathParameters().get("token");
        Optional<StreamName> stream = Optional.of(name).filter(StreamName::isValid).map(StreamName::new);
        Optional<SessionToken> token = stream.flatMap(valid -> mint.read(text, valid)).filter(
                read -> read.kind() == SessionToken.Kind.VIEWER && read.machine().equals(SessionToken.ORIGIN));
        if (stream.isEmpty() || token.isEmpty()) {
            Problem.notFound("There is no such session.").send(Json.open(response));
        } else if (mint.expired(token.get()) || director.own(stream.get()).isEmpty()) {
            new Problem(Status.GONE_410, "The session is over.").send(Json.open(response));
        } else {
            steer(stream.get(), token.get(), request, response);
        }
    }

    private void steer(StreamName stream, SessionToken token, ServerRequest request, ServerResponse response) {
        Viewer viewer = Viewer.of(request, Protocol.HLS, publicUrl);
        Optional<Session> session = seating.resume(stream, token, Session.Kind.STEERED, networks.of(viewer.address()));
        session.filter(_ -> viewer.secure()).ifPresent(Session::needsHttps);
        Optional<TokenMint.Minted> reload = session.flatMap(seating::originToken);
        if (session.isEmpty() || reload.isEmpty()) {
            response.header(HeaderNames.RETRY_AFTER, Long.toString(TOO_MANY_SECONDS));
            new Problem(Status.TOO_MANY_REQUESTS_429, "There are too many viewers.").send(Json.open(response));
            return;
        }
        seating.refresh(session.get());
        List<Pathway> pathways = Pathways.of(session.get(), seating);
        Json.send(response, Status.OK_200, TYPE, SteeringManifest.of(pathways, session.get().pathways(),
                path(stream, reload.get().text())));
    }
}
