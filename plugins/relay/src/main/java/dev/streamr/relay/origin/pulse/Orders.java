package dev.streamr.relay.origin.pulse;

import dev.streamr.api.Node;
import dev.streamr.api.NodeName;
import dev.streamr.api.StreamName;
import dev.streamr.relay.origin.node.Addresses;
import dev.streamr.relay.origin.node.Fleet;
import dev.streamr.relay.origin.node.Relay;
import dev.streamr.relay.origin.plan.Link;
import dev.streamr.relay.pulse.Pulse;
import dev.streamr.relay.token.SessionToken;
import dev.streamr.relay.token.TokenMint;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes what a node is to carry, with leave to pull it. Any thread. */
public final class Orders {

    /** So many fit into a pulse with all their tokens. */
    private static final int MOST = 64;
    /** Tokens that are kept until they grow old: three per order. */
    private static final int MOST_TOKENS = 50_000;

    private final Fleet fleet;
    private final Addresses addresses;
    private final TokenMint mint;
    private final InstantSource clock;
    private final Map<Leave, TokenMint.Minted> tokens = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Leave, TokenMint.Minted> eldest) {
            return size() > MOST_TOKENS;
        }
    };

    private record Leave(StreamName stream, String child, String machine) {}

    /** @param clock wall clock */
    public Orders(Fleet fleet, Addresses addresses, TokenMint mint, InstantSource clock) {
        this.fleet = fleet;
        this.addresses = addresses;
        this.mint = mint;
        this.clock = clock;
    }

    /** The orders of a node, from where it gets each stream. */
    public List<Pulse.Order> of(Node node, Map<StreamName, Link> links) {
        List<Pulse.Order> orders = new ArrayList<>();
        links.forEach((stream, link) -> {
            if (orders.size() < MOST) {
                token(node, SessionToken.ORIGIN, stream).ifPresent(leave -> orders.add(new Pulse.Order(stream.value(),
                        link.hop(), leave.text(), parents(node, stream, link, leave))));
            }
        });
        return orders;
    }

    private List<Pulse.Parent> parents(Node node, StreamName stream, Link link, TokenMint.Minted leave) {
        List<Pulse.Parent> parents = new ArrayList<>();
        Stream.of(link.parent(), link.alternate()).flatMap(Optional::stream)
                .flatMap(name -> parent(node, stream, name).stream()).forEach(parents::add);
        parents.add(new Pulse.Parent("", leave.path(stream)));
        return parents;
    }

    private Optional<Pulse.Parent> parent(Node child, StreamName stream, NodeName name) {
        Optional<Node> parent = fleet.find(name).map(Relay::node);
        Optional<URI> address = parent.flatMap(node -> addresses.between(child, node));
        Optional<TokenMint.Minted> leave = parent
                .flatMap(node -> token(child, SessionToken.machineOf(node.id()), stream));
        return address.flatMap(url -> leave.map(token -> new Pulse.Parent(name.value(),
                token.below(url, stream).toString())));
    }

    private Optional<TokenMint.Minted> token(Node child, String machine, StreamName stream) {
        Leave leave = new Leave(stream, child.id(), machine);
        synchronized (tokens) {
            TokenMint.Minted known = tokens.get(leave);
            if (known != null && clock.instant().isBefore(known.renewAt())) {
                return Optional.of(known);
            }
            Optional<TokenMint.Minted> fresh = mint.mint(SessionToken.Kind.RELAY,
                    SessionToken.sessionOf(child.id()), machine, stream);
            fresh.ifPresent(token -> tokens.put(leave, token));
            return fresh;
        }
    }
}
