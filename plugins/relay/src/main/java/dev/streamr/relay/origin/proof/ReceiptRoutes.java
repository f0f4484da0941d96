package dev.streamr.relay.origin.proof;

import dev.streamr.api.StreamName;
import dev.streamr.relay.origin.proof.ProofMetrics.Outcome;
import dev.streamr.relay.origin.session.Renewals;
import dev.streamr.relay.origin.session.Session;
import dev.streamr.relay.origin.session.SessionBook;
import dev.streamr.relay.pulse.Pulses;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.Optional;

/** Where viewers bring their receipts, from pages of any origin. */
final class ReceiptRoutes implements HttpService {

    private static final String PATH = "/api/v1/streams/{name}/sessions/{session}/receipts";
    private static final Header ANY_ORIGIN = HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    private static final Header METHODS = HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS,
            "POST, OPTIONS");
    private static final Header HEADERS = HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
            "Content-Type");
    private static final Header MAX_AGE = HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_MAX_AGE, "86400");
    private static final Header EXPOSED = HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS,
            "Retry-After");
    private static final Header RETRY_AFTER = HeaderValues.createCached(HeaderNames.RETRY_AFTER, "1");
    private static final Header NO_STORE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");
    private static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");

    private final SessionBook sessions;
    private final Receipts receipts;
    private final Renewals renewals;
    private final ProofMetrics metrics;

    ReceiptRoutes(SessionBook sessions, Receipts receipts, Renewals renewals, ProofMetrics metrics) {
        this.sessions = sessions;
        this.receipts = receipts;
        this.renewals = renewals;
        this.metrics = metrics;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(PATH, this::receipt).options(PATH, ReceiptRoutes::preflight);
    }

    private static void preflight(ServerRequest request, ServerResponse response) {
        response.header(ANY_ORIGIN).header(METHODS).header(HEADERS).header(MAX_AGE);
        response.status(Status.NO_CONTENT_204).send();
    }

    private void receipt(ServerRequest request, ServerResponse response) throws IOException {
        response.header(ANY_ORIGIN).header(EXPOSED);
        try {
            Session session = session(request).orElseThrow(Refusal::over);
            boolean stays = receipts.take(session, request.query().first("mac").orElse(""), body(request));
            metrics.receipt(Outcome.TAKEN);
            if (stays) {
                sessions.seen(session.stream(), session.id());
                response.header(NO_STORE).header(JSON).send(Pulses.write(renewals.renew(session)));
            } else {
                sessions.end(session);
                response.status(Status.NO_CONTENT_204).send();
            }
        } catch (Refusal refusal) {
            metrics.receipt(refusal.outcome());
            if (refusal.outcome() == Outcome.TOO_MANY) {
                response.header(RETRY_AFTER);
            }
            refusal.problem().send(response);
        }
    }

    /** Only a page's: others never had the key. A session that outlived a restart of the origin has lost it. */
    private Optional<Session> session(ServerRequest request) {
        String name = request.path().pathParameters().get("name");
        String id = request.path().pathParameters().get("session");
        return StreamName.isValid(name)
                ? sessions.find(new StreamName(name), id).filter(
                        found -> found.kind() == Session.Kind.PAGE && !found.revived())
                : Optional.empty();
    }

    private static byte[] body(ServerRequest request) throws IOException, Refusal {
        byte[] body = request.content().inputStream().readNBytes(Receipt.MOST_BYTES + 1);
        if (body.length > Receipt.MOST_BYTES) {
            throw Refusal.tooLong();
        }
        return body;
    }
}
