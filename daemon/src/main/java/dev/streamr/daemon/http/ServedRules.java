package dev.streamr.daemon.http;

import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.ArrayList;
import java.util.List;

/** Makes a {@link ServedRoute} of every route, and remembers them all to tell which methods a path allows. */
final class ServedRules implements HttpRules {

    private static final List<Method> METHODS = List.of(Method.GET, Method.HEAD, Method.POST, Method.PUT, Method.PATCH,
            Method.DELETE, Method.OPTIONS);

    /** A route below prefixes. */
    private record Known(List<PathMatcher> prefixes, ServedRoute route) {

        boolean accepts(Method method, HttpPrologue prologue) {
            HttpPrologue rest = prologue;
            for (PathMatcher prefix : prefixes) {
                PathMatchers.PrefixMatchResult match = prefix.prefixMatch(rest.uriPath());
                if (!match.accepted()) {
                    return false;
                }
                rest = HttpPrologue.create(rest.rawProtocol(), rest.protocol(), rest.protocolVersion(), rest.method(),
                        match.unmatchedPath(), rest.query(), rest.fragment());
            }
            return route.accepts(method, rest);
        }
    }

    private final HttpRules inner;
    private final List<PathMatcher> prefixes;
    private final List<Known> known;

    ServedRules(HttpRules inner) {
        this(inner, List.of(), new ArrayList<>());
    }

    private ServedRules(HttpRules inner, List<PathMatcher> prefixes, List<Known> known) {
        this.inner = inner;
        this.prefixes = prefixes;
        this.known = known;
    }

    @Override
    public HttpRules register(HttpService... services) {
        for (HttpService service : services) {
            inner.register(rules -> service.routing(new ServedRules(rules, prefixes, known)));
        }
        return this;
    }

    @Override
    public HttpRules register(String path, HttpService... services) {
        List<PathMatcher> below = new ArrayList<>(prefixes);
        below.add(PathMatchers.create(path));
        for (HttpService service : services) {
            inner.register(path, rules -> service.routing(new ServedRules(rules, below, known)));
        }
        return this;
    }

    @Override
    public HttpRules route(HttpRoute route) {
        ServedRoute served = new ServedRoute(route);
        known.add(new Known(prefixes, served));
        inner.route(served);
        return this;
    }

    /**
     * The methods that some route answers at this path. A route that takes the request's own method has passed it on, as a
     * guard does, and answers nothing.
     */
    List<Method> allowed(HttpPrologue prologue) {
        List<Known> others = known.stream().filter(route -> !route.accepts(prologue.method(), prologue)).toList();
        return METHODS.stream()
                .filter(method -> others.stream().anyMatch(route -> route.accepts(method, prologue))).toList();
    }
}
