package dev.streamr.playback.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** The address under which people reach this server, for the links in previews. */
final class PublicAddress {

    /** Host and port as RFC 3986 lets them be, no longer than a host name may be; anything else is somebody's trick. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.\\-:\\[\\]]{1,260}");

    private final Optional<URI> configured;

    PublicAddress(Optional<URI> configured) {
        this.configured = configured;
    }

    /** Scheme, host and port without a slash at the end; empty when nothing trustworthy is known. */
    String of(ServerRequest request) {
        if (configured.isPresent()) {
            String url = configured.get().toString();
            return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        }
        String host = request.headers().first(HeaderNames.HOST).orElse("");
        if (!HOST.matcher(host).matches()) {
            return "";
        }
        return (request.isSecure() ? "https://" : "http://") + host;
    }
}
