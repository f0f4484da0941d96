package dev.streamr.relay.origin;

import dev.streamr.api.Keyring;
import dev.streamr.api.Problem;
import dev.streamr.api.Protocol;
import dev.streamr.api.Services;
import dev.streamr.api.StreamName;
import dev.streamr.api.Viewer;
import dev.streamr.relay.origin.node.Networks;
import dev.streamr.relay.origin.session.Replies;
import dev.streamr.relay.origin.session.Session;
import dev.streamr.relay.origin.session.SessionReply;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code POST /api/v1/streams/{name}/sessions}: a session for a page that chooses machines by itself. */
final class SessionsRoute implements HttpService {

    private static final String PATH = "/api/v1/streams/{name}/sessions";
    private static final String METHODS = "POST, OPTIONS";
    private static final String FULL_SECONDS = "5";
    private static final int RAW_KEY_BYTES = 32;

    private final OriginDirector director;
    private final Replies replies;
    private final Services services;
    private final Networks networks;
    private final Optional<URI> publicUrl;
    private final DirectorMetrics metrics;

    SessionsRoute(OriginDirector director, Replies replies, Services services, Networks networks,
            Optional<URI> publicUrl, DirectorMetrics metrics) {
        this.director = director;
        this.replies = replies;
        this.services = services;
        this.networks = networks;
        this.publicUrl = publicUrl;
        this.metrics = metrics;
    }

    /**
     * The answer.
     *
     * @param session    its id, for receipts
     * @param receiptKey signs receipts
     * @param originKey  by which the page knows what the origin signed
     */
    record Opened(String session, String receiptKey, String originKey, String nonce, String origin,
            List<SessionReply.Relay> relays, long receiptMillis) {}

    @Override
    public void routing(HttpRules rules) {
        rules.post(PATH, this::open).options(PATH, (_, response) -> Json.preflight(response, METHODS));
    }

    private void open(ServerRequest request, ServerResponse response) {
        Optional<StreamName> stream = Optional.of(request.path().pathParameters().get("name"))
                .filter(StreamName::isValid).map(StreamName::new).filter(name -> director.own(name).isPresent());
        Optional<Keyring> keys = services.find(Keyring.class);
        if (stream.isEmpty()) {
            Problem.notFound("There is no stream of this name now.").send(Json.open(response));
            return;
        }
        if (keys.isEmpty()) {
            Problem.notFound("This machine knows no sessions.").send(Json.open(response));
            return;
        }
        Viewer viewer = Viewer.of(request, Protocol.HLS, publicUrl);
        Optional<Session> session = director.open(stream.get(), Session.Kind.PAGE, networks.of(viewer.address()),
                viewer.secure(), Set.of());
        if (session.isEmpty()) {
            metrics.full();
            response.header(HeaderNames.RETRY_AFTER, FULL_SECONDS);
            OriginDirector.FULL.send(Json.open(response));
            return;
        }
        Json.send(response, Status.CREATED_201, Json.JSON, opened(session.get(), keys.get()));
    }

    private Opened opened(Session session, Keyring keys) {
        SessionReply reply = replies.first(session);
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        byte[] key = keys.origin().publicKey().encoded();
        byte[] raw = Arrays.copyOfRange(key, key.length - RAW_KEY_BYTES, key.length);
        return new Opened(session.id(), base64.encodeToString(session.receiptKey()), base64.encodeToString(raw),
                reply.nonce(), reply.origin(), reply.relays(), reply.receiptMillis());
    }
}
