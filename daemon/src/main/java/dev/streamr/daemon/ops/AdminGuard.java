package dev.streamr.daemon.ops;

import dev.streamr.api.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Lets through who knows the token ({@code Authorization: Bearer …}, RFC 6750); anyone else gets 401. */
public final class AdminGuard implements Handler {

    private static final String SCHEME = "Bearer ";

    private final OpsToken token;

    public AdminGuard(OpsToken token) {
        this.token = token;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        String given = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
        if (given.startsWith(SCHEME) && token.matches(given.substring(SCHEME.length()).strip())) {
            response.next();
            return;
        }
        response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"streamr\"");
        new Problem(Status.UNAUTHORIZED_401,
                "the bearer token of this node is needed; it is in ops.token in the state directory")
                .send(response);
    }
}
