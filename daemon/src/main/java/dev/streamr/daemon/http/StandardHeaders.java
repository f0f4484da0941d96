package dev.streamr.daemon.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;

/** What every response says. */
final class StandardHeaders {

    private static final Header NOSNIFF = HeaderValues
            .createCached(HeaderNames.create("X-Content-Type-Options"), "nosniff");
    private static final Header REFERRER = HeaderValues.createCached(HeaderNames.create("Referrer-Policy"),
            "no-referrer");

    private StandardHeaders() {}

    static void set(ServerResponseHeaders headers) {
        headers.set(NOSNIFF);
        headers.set(REFERRER);
    }
}
