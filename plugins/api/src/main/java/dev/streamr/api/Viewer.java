package dev.streamr.api;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A player that asks for a stream: what there is to place it by. Not to be kept.
 *
 * @param address   where the request comes from; {@code 0.0.0.0} when that is not known
 * @param userAgent as it says itself; empty when it says nothing
 * @param protocol  how it wants to watch
 * @param secure    whether it came by HTTPS: a browser then loads nothing over HTTP into that page
 */
public record Viewer(InetAddress address, String userAgent, Protocol protocol, boolean secure) {

    private static final InetAddress UNKNOWN = InetAddress.ofLiteral("0.0.0.0");
    private static final HeaderName FORWARDED_PROTO = HeaderNames.create("X-Forwarded-Proto");

    /**
     * Who sends a request. What it says of itself decides only what it gets itself, so nothing of it is verified.
     *
     * @param protocol  how it wants to watch
     * @param publicUrl {@code http.public-url}, when it is configured
     */
    public static Viewer of(ServerRequest request, Protocol protocol, Optional<URI> publicUrl) {
        InetAddress address = request.remotePeer().address() instanceof InetSocketAddress peer && !peer.isUnresolved()
                ? peer.getAddress()
                : UNKNOWN;
        String userAgent = request.headers().first(HeaderNames.USER_AGENT).orElse("");
        return new Viewer(address, userAgent, protocol, cameByHttps(request, publicUrl));
    }

    /** The page says it best: it may be another site's. Without one, the way by which the request came. */
    private static boolean cameByHttps(ServerRequest request, Optional<URI> publicUrl) {
        Optional<String> page = Stream.of(HeaderNames.ORIGIN, HeaderNames.REFERER)
                .flatMap(name -> request.headers().first(name).stream()).filter(value -> value.startsWith("http"))
                .findFirst();
        return page.map(value -> value.startsWith("https:"))
                .orElseGet(() -> request.isSecure()
                        || request.headers().first(FORWARDED_PROTO)
                                .or(() -> publicUrl.map(URI::getScheme)).filter("https"::equalsIgnoreCase)
                                .isPresent());
    }
}
