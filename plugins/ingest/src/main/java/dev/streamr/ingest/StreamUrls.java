package dev.streamr.ingest;

import dev.streamr.api.StreamName;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where a stream is published and played, as people type it in. The host is that of {@code http.public-url}, or the
 * one address that RTMP is bound to, or this machine's name.
 *
 * @param host     host name or address, IPv6 in brackets
 * @param rtmpPort the port that was bound
 * @param tlsPort  the RTMPS port, when there is one
 * @param web      the public listener, without a slash at the end
 */
record StreamUrls(String host, int rtmpPort, Optional<Integer> tlsPort, String web) {

    static StreamUrls of(Optional<URI> publicUrl, int httpPort, boolean https, InetSocketAddress rtmp,
            Optional<Integer> tlsPort) {
        String host = publicUrl.map(URI::getHost).orElseGet(() -> hostOf(rtmp.getAddress()));
        String web = publicUrl.map(URI::toString).map(url -> url.replaceAll("/+$", ""))
                .orElseGet(() -> (https ? "https://" : "http://") + host + ":" + httpPort);
        return new StreamUrls(host, rtmp.getPort(), tlsPort, web);
    }

    /** The server that OBS is given. */
    String publish() {
        return "rtmp://" + host + ":" + rtmpPort + "/live";
    }

    /** The same over TLS. */
    Optional<String> publishTls() {
        return tlsPort.map(port -> "rtmps://" + host + ":" + port + "/live");
    }

    /** For RTMP players. */
    String play(StreamName name) {
        return publish() + "/" + name;
    }

    /** The player page. */
    String watch(StreamName name) {
        return web + "/watch/" + name;
    }

    /** The machine's name may resolve to an address that nobody listens on; a bound address never does. */
    private static String hostOf(InetAddress bound) {
        if (bound.isAnyLocalAddress()) {
            return thisMachine();
        }
        return bound instanceof Inet6Address ? "[" + bound.getHostAddress() + "]" : bound.getHostAddress();
    }

    private static String thisMachine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A machine without a resolvable name can still be reached from itself.
            return "localhost";
        }
    }
}
