package dev.streamr.mesh.path;

import dev.streamr.mesh.message.Heartbeat;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Where this machine may be reached: what its owner announces, else its public URL, else the addresses of its network
 * interfaces, and loopback when there is no other.
 */
public final class OwnAddresses implements Supplier<List<URI>> {

    private static final System.Logger LOG = System.getLogger(OwnAddresses.class.getName());

    private final List<URI> announced;
    private final Optional<URI> publicUrl;
    private final String scheme;
    private final IntSupplier port;

    /** @param port of the public listener */
    public OwnAddresses(List<URI> announced, Optional<URI> publicUrl, boolean https, IntSupplier port) {
        this.announced = List.copyOf(announced);
        this.publicUrl = publicUrl;
        this.scheme = https ? "https" : "http";
        this.port = port;
    }

    @Override
    public List<URI> get() {
        if (!announced.isEmpty()) {
            return announced;
        }
        return publicUrl.map(List::of).orElseGet(this::ofInterfaces);
    }

    private List<URI> ofInterfaces() {
        List<InetAddress> addresses = new ArrayList<>();
        try {
            NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLinkLocalAddress() && !address.isLoopbackAddress())
                    .forEach(addresses::add);
        } catch (SocketException e) {
            LOG.log(System.Logger.Level.WARNING, "the network interfaces cannot be listed", e);
        }
        if (addresses.isEmpty()) {
            addresses.add(InetAddress.getLoopbackAddress());
        }
        return addresses.stream().limit(Heartbeat.MOST_ADDRESSES).map(address -> of(scheme, address, port.getAsInt()))
                .toList();
    }

    /** The base URL of a listener. */
    public static URI of(String scheme, InetAddress address, int port) {
        String host = address.getHostAddress().replaceFirst("%.*", "");
        return URI.create(scheme + "://" + (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + port);
    }
}
