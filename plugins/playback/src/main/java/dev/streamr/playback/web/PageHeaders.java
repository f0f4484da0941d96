package dev.streamr.playback.web;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import java.util.List;

/** What every page tells the browser to refuse: foreign code, foreign hosts, framing by strangers, sniffing. */
final class PageHeaders {

    private static final String POLICY = "Content-Security-Policy";

    private final String styles;
    private final List<Header> headers;
    private final Header own;
    private final Header friends;
    private final Header secureFriends;

    /** @param styleHashes sources of the only inline styles that are let through */
    PageHeaders(List<String> styleHashes) {
        styles = "style-src 'self' " + String.join(" ", styleHashes);
        own = policy("");
        friends = policy(" http: https:");
        secureFriends = policy(" https:");
        headers = List.of(HeaderValues.create("Referrer-Policy", "same-origin"),
                HeaderValues.create("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
                HeaderValues.create("Cross-Origin-Opener-Policy", "same-origin"), HeaderValues.create(
                        HeaderNames.CACHE_CONTROL, "no-cache"));
    }

    private Header policy(String friends) {
        return HeaderValues.create(POLICY, String.join("; ", "default-src 'none'", "script-src 'self'", styles,
                "img-src 'self'", "connect-src 'self'" + friends, "media-src 'self' blob:", "base-uri 'none'",
                "form-action 'none'", "frame-ancestors 'self'"));
    }

    void addTo(ServerResponseHeaders response) {
        response.set(own);
        headers.forEach(response::set);
    }

    /** For the player when friends' machines may serve it: their addresses are not known beforehand. */
    void addWithFriendsTo(ServerResponseHeaders response, boolean secure) {
        addTo(response);
        response.set(secure ? secureFriends : friends);
    }
}
