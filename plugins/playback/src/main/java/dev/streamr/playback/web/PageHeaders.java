package dev.streamr.playback.web;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import java.util.List;

/** What every page tells the browser to refuse: foreign code, foreign hosts, framing by strangers, sniffing. */
final class PageHeaders {

    private final List<Header> headers;

    /** @param styleHashes sources of the only inline styles that are let through */
    PageHeaders(List<String> styleHashes) {
        String policy = String.join("; ", "default-src 'none'", "script-src 'self'",
                "style-src 'self' " + String.join(" ", styleHashes), "img-src 'self'", "connect-src 'self'",
                "media-src 'self' blob:", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'");
        headers = List.of(HeaderValues.create("Content-Security-Policy", policy),
                HeaderValues.create("Referrer-Policy", "same-origin"),
                HeaderValues.create("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
                HeaderValues.create("Cross-Origin-Opener-Policy", "same-origin"), HeaderValues.create(
                        HeaderNames.CACHE_CONTROL, "no-cache"));
    }

    void addTo(ServerResponseHeaders response) {
        headers.forEach(response::set);
    }
}
