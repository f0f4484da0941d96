package dev.streamr.daemon.http;

import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers.MatchResult;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/**
 * A route that answers HEAD where it answers GET (the connection leaves the body out), sends the headers that every
 * response has, and closes the connection after a {@link Direct} response.
 */
final class ServedRoute implements HttpRoute {

    private final HttpRoute route;
    private final Handler handler;

    ServedRoute(HttpRoute route) {
        this.route = route;
        Handler inner = route.handler();
        this.handler = (request, response) -> serve(inner, request, response);
    }

    @Override
    public MatchResult accepts(HttpPrologue prologue) {
        MatchResult result = route.accepts(prologue);
        return result.accepted() || !prologue.method().equals(Method.HEAD)
                ? result
                : route.accepts(as(Method.GET, prologue));
    }

    /** Whether it would answer this method at the same path. */
    boolean accepts(Method method, HttpPrologue prologue) {
        return accepts(as(method, prologue)).accepted();
    }

    @Override
    public Handler handler() {
        return handler;
    }

    private static void serve(Handler handler, ServerRequest request, ServerResponse response) throws Exception {
        Wire wire = Wires.CURRENT.get();
        StandardHeaders.set(response.headers());
        try {
            handler.handle(request, response);
        } catch (Exception e) {
            // Where its body ends, and the next request begins, is not sure any more.
            wire.closeAfterResponse();
            wire.served();
            throw e;
        }
        // What is handed to the next route has no response yet, and its body may still be read.
        boolean handedOn = response instanceof RoutingResponse routing && routing.isNexted();
        if (!handedOn) {
            wire.served();
        }
        if (wire.taken()) {
            throw new CloseConnectionException("the response is over");
        }
    }

    private static HttpPrologue as(Method method, HttpPrologue prologue) {
        return HttpPrologue.create(prologue.rawProtocol(), prologue.protocol(), prologue.protocolVersion(), method,
                prologue.uriPath(), prologue.query(), prologue.fragment());
    }
}
