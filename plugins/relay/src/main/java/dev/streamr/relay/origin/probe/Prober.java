package dev.streamr.relay.origin.probe;

import dev.streamr.api.LiveStream;
import dev.streamr.api.Node;
import dev.streamr.api.Packaging;
import dev.streamr.api.SegmentWindow;
import dev.streamr.api.StreamRegistry;
import dev.streamr.relay.origin.proof.MediaObject;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Looks at a node as a viewer would, once. Blocks; any thread. */
final class Prober {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final int SESSION_BYTES = 12;
    private static final int ANY_PORT = 9;

    private final StreamRegistry streams;
    private final ProbeLinks links;
    private final Viewpoint viewpoint;
    private final SSLContext tls;
    private final SecureRandom random = new SecureRandom();

    Prober(StreamRegistry streams, ProbeLinks links, Viewpoint viewpoint, SSLContext tls) {
        this.streams = streams;
        this.links = links;
        this.viewpoint = viewpoint;
        this.tls = tls;
    }

    /**
     * From where probes look.
     *
     * @param from      local address; empty: any
     * @param publicUrl of this origin, where pages come from; empty: the address that the node sees
     * @param port      of this origin's public listener
     */
    record Viewpoint(Optional<InetAddress> from, Optional<URI> publicUrl, int port) {

        /** Scheme, host and port of the page that a viewer of this node has open. */
        String page(URI machine) {
            return publicUrl.map(url -> url.getScheme() + "://" + url.getAuthority())
                    .orElseGet(() -> "http://" + ownAddress(machine) + ":" + port);
        }

        /** The address that packets to the machine leave from; nothing is sent for it. */
        private static String ownAddress(URI machine) {
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.connect(new InetSocketAddress(machine.getHost().replaceAll("[\\[\\]]", ""), ANY_PORT));
                String address = socket.getLocalAddress().getHostAddress().replaceAll("%.*", "");
                return address.contains(":") ? "[" + address + "]" : address;
            } catch (IOException e) {
                return "localhost";
            }
        }
    }

    /** What was found, object by object, until something was not right; empty when there was nothing to ask for. */
    List<SpotCheck.Finding> look(Node node, Target target, Look look) {
        Optional<SegmentWindow.Snapshot> window = streams.find(target.stream()).filter(live -> !live.relayed())
                .map((LiveStream live) -> live.window(Packaging.FMP4).snapshot());
        Disguise disguise = look.disguise();
        List<MediaObject> objects = window.map(there -> target.pick(there, look.newest(), random))
                .orElse(List.of());
        Optional<URI> base = links.base(disguise.kind(), session(), node, target.stream());
        if (objects.isEmpty() || base.isEmpty()) {
            return List.of();
        }
        try (Exchange exchange = Exchange.open(base.get(), viewpoint.from(), tls, CONNECT)) {
            List<SpotCheck.Finding> findings = new ArrayList<>();
            for (MediaObject object : objects) {
                String request = disguise.request(base.get().resolve(object + ".m4s"), viewpoint.page(base.get()));
                findings.add(SpotCheck.of(exchange, request, object.in(window.get()).orElseThrow()));
                if (!findings.getLast().right()) {
                    break;
                }
            }
            return findings;
        } catch (IOException e) {
            return List.of(SpotCheck.Finding.UNREACHABLE);
        }
    }

    private String session() {
        byte[] bytes = new byte[SESSION_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
