package dev.streamr.relay.origin.node;

import dev.streamr.api.Node;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Under which of its addresses a viewer reaches a node. Names are never looked up. Any thread; nothing blocks. */
public final class Addresses {

    /** What {@link InetAddress#getByName} takes for an address, so that it asks nobody. */
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+]");
    private static final int CARRIER_FIRST = 100;
    private static final int CARRIER_SECOND = 64;
    private static final int UNIQUE_LOCAL = 0xfc;

    private final Networks networks;

    public Addresses(Networks networks) {
        this.networks = networks;
    }

    /**
     * The best address of a node for a viewer: in its own network, else a public one, else the one under which this
     * machine reaches the node. Where the node has not proved to be, nobody is sent, so that it cannot aim viewers at
     * somebody else's machine; but for private addresses in the viewer's own network, which only the viewer can try.
     *
     * @param secure whether only HTTPS will do
     */
    public Optional<URI> of(Node node, Network viewer, boolean secure) {
        List<URI> usable = all(node).filter(address -> !secure || address.getScheme().equals("https")).toList();
        List<URI> proven = node.path().proven();
        return usable.stream().filter(address -> near(address, viewer))
                .filter(address -> proven.contains(address) || isHomely(address)).findFirst()
                .or(() -> usable.stream().filter(proven::contains).filter(Addresses::isPublic).findFirst())
                .or(() -> node.path().address().filter(usable::contains));
    }

    /** The best address of a node for another node. */
    public Optional<URI> between(Node child, Node parent) {
        Network home = child.path().address().flatMap(Addresses::literal).map(networks::of).orElse(Network.UNKNOWN);
        return of(parent, home, false);
    }

    /** Whether one of a node's addresses is in a viewer's own network. */
    public boolean near(Node node, Network viewer) {
        return viewer.known() && all(node).anyMatch(address -> near(address, viewer));
    }

    private boolean near(URI address, Network viewer) {
        return literal(address).filter(host -> networks.same(viewer, host)).isPresent();
    }

    private static Stream<URI> all(Node node) {
        return Stream.concat(node.path().address().stream(), node.addresses().stream()).distinct()
                .filter(address -> address.getHost() != null && address.getScheme() != null);
    }

    private static boolean isPublic(URI address) {
        return literal(address).map(Addresses::isPublic).orElse(true);
    }

    /** An address as homes have it: it means another machine in each of them. */
    private static boolean isHomely(URI address) {
        return !isPublic(address) && literal(address).filter(InetAddress::isLoopbackAddress).isEmpty();
    }

    private static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean carrier = bytes.length == 4 && bytes[0] == CARRIER_FIRST && (bytes[1] & 0xc0) == CARRIER_SECOND;
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == UNIQUE_LOCAL;
        return !(carrier || uniqueLocal || address.isSiteLocalAddress() || address.isLoopbackAddress()
                || address.isLinkLocalAddress() || address.isAnyLocalAddress());
    }

    private static Optional<InetAddress> literal(URI address) {
        String host = address.getHost();
        if (!LITERAL.matcher(host).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
