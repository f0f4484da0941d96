package dev.streamr.playback.http;

import dev.streamr.api.Problem;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;

/**
 * A request that gets no media, and why; sent as a problem document (RFC 9457). It carries no stack trace: players ask
 * for what has left the window all the time.
 */
public final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;
    private static final Header PROBLEM = HeaderValues.createCached(HeaderNames.CONTENT_TYPE,
            "application/problem+json");
    private static final Header RETRY_SOON = HeaderValues.createCached(HeaderNames.RETRY_AFTER, "1");
    private static final byte[] NOTHING = new byte[0];

    private final transient Problem problem;

    /** @param problem what is answered */
    public Refusal(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** Not here, and perhaps never: a stream that is unknown, media that has left the window. */
    public static Refusal notFound(String detail) {
        return new Refusal(Problem.notFound(detail));
    }

    /** The request contradicts the protocol. */
    public static Refusal badRequest(String detail) {
        return new Refusal(Problem.badRequest(detail));
    }

    /** Not now; the player may ask again in a second. */
    public static Refusal unavailable(String detail) {
        return new Refusal(new Problem(Status.SERVICE_UNAVAILABLE_503, detail));
    }

    /** What is answered. */
    public Problem problem() {
        return problem;
    }

    /** Answers with the problem document; a HEAD request gets its headers only. */
    public void send(ServerResponse response, boolean withBody) {
        byte[] body = problem.json();
        response.status(problem.status());
        LiveHeaders.SHARED.forEach(response::header);
        response.header(LiveHeaders.NO_STORE).header(PROBLEM);
        if (problem.status().code() == Status.SERVICE_UNAVAILABLE_503.code()) {
            response.header(RETRY_SOON);
        }
        response.contentLength(body.length);
        response.send(withBody ? body : NOTHING);
    }
}
