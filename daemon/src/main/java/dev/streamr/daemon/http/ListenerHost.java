package dev.streamr.daemon.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** From the address that a listener is bound to, to one at which a program on this machine reaches it. */
public final class ListenerHost {

    private ListenerHost() {}

    /** The address itself, or the loopback one for a listener on all; what is no address stays as it is. */
    public static String reachable(String bind) {
        try {
            return InetAddress.getByName(bind).isAnyLocalAddress()
                    ? InetAddress.getLoopbackAddress().getHostAddress()
                    : bind;
        } catch (UnknownHostException e) {
            return bind;
        }
    }

    /** The same as it is written in a URL: IPv6 in brackets (RFC 3986, section 3.2.2). */
    public static String inUrl(String bind) {
        String host = reachable(bind);
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
