package dev.streamr.mesh.path;

import dev.streamr.mesh.message.Heartbeat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Where this machine may be reached: what its owner announces, else its public URL, else the one address that the public
 * listener is bound to, else those of its network interfaces with that of the default route first, and loopback when
 * there is no other.
 */
public final class OwnAddresses implements Supplier<List<URI>> {

    private static final System.Logger LOG = System.getLogger(OwnAddresses.class.getName());

    /** Of the range for documentation (RFC 5737). */
    private static final String ANYWHERE = "192.0.2.1";
    private static final int ANY_PORT = 9;

    private final List<URI> announced;
    private final Optional<URI> publicUrl;
    private final String scheme;
    private final String bind;
    private final IntSupplier port;

    /**
     * @param bind what the public listener is bound to
     * @param port of the public listener
     */
    public OwnAddresses(List<URI> announced, Optional<URI> publicUrl, boolean https, String bind, IntSupplier port) {
        this.announced = List.copyOf(announced);
        this.publicUrl = publicUrl;
        this.scheme = https ? "https" : "http";
        this.bind = bind;
        this.port = port;
    }

    @Override
    public List<URI> get() {
        if (!announced.isEmpty()) {
            return announced;
        }
        return publicUrl.map(List::of).orElseGet(() -> bound().stream().limit(Heartbeat.MOST_ADDRESSES)
                .map(address -> of(scheme, address, port.getAsInt())).toList());
    }

    private List<InetAddress> bound() {
        try {
            InetAddress only = InetAddress.getByName(bind);
            if (!only.isAnyLocalAddress()) {
                return List.of(only);
            }
        } catch (UnknownHostException e) {
            LOG.log(System.Logger.Level.WARNING, "http.bind: {0} is no address", bind);
        }
        return ofInterfaces();
    }

    private static List<InetAddress> ofInterfaces() {
        List<InetAddress> addresses = new ArrayList<>();
        try {
            NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLinkLocalAddress() && !address.isLoopbackAddress())
                    .forEach(addresses::add);
            InetAddress usual = ofDefaultRoute();
            if (addresses.remove(usual)) {
                addresses.addFirst(usual);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "not all addresses are known", e);
        }
        return addresses.isEmpty() ? List.of(InetAddress.getLoopbackAddress()) : addresses;
    }

    /** The address from which packets to the Internet would go; none is sent. */
    private static InetAddress ofDefaultRoute() throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(ANYWHERE), ANY_PORT));
            return socket.getLocalAddress();
        } catch (UncheckedIOException e) {
            throw new IOException("there is no default route", e);
        }
    }

    /** The base URL of a listener. */
    public static URI of(String scheme, InetAddress address, int port) {
        String host = address.getHostAddress().replaceFirst("%.*", "");
        return URI.create(scheme + "://" + (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + port);
    }
}
