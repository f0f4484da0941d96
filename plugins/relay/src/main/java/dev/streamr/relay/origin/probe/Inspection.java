package dev.streamr.relay.origin.probe;

import dev.streamr.api.AnyCertificate;
import dev.streamr.api.Node;
import dev.streamr.api.PluginContext;
import dev.streamr.relay.RelayConfig;
import dev.streamr.relay.origin.node.NodeHealth;
import dev.streamr.relay.origin.pulse.PulseWitness;
import dev.streamr.relay.pulse.PulseAnswer;
import dev.streamr.relay.token.SessionToken;
import dev.streamr.relay.token.TokenMint;
import dev.streamr.relay.transfer.Transfer;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** What the origin finds out by asking itself, put together: spot checks and uplinks of the nodes that answer pulses. */
public final class Inspection implements PulseWitness, AutoCloseable {

    private final Probes probes;
    private final Uplinks uplinks;

    private Inspection(Probes probes, Uplinks uplinks) {
        this.probes = probes;
        this.uplinks = uplinks;
    }

    /**
     * Starts it.
     *
     * @param health takes what is found
     * @param mint   makes the tokens that it asks with
     */
    public static Inspection start(PluginContext context, RelayConfig config, NodeHealth health, TokenMint mint) {
        ProbeMetrics metrics = new ProbeMetrics(context.metrics());
        // No certificate is asked for: what comes is compared byte by byte, and tokens are good for that node only.
        SSLContext tls = AnyCertificate.context();
        Prober.Viewpoint viewpoint = new Prober.Viewpoint(config.probeFrom().map(InetAddress::ofLiteral),
                context.http().publicUrl(), context.http().port());
        ProbeLinks media = (kind, session, node, stream) -> mint
                .mint(kind, session, SessionToken.machineOf(node.id()), stream)
                .flatMap(token -> address(node).map(machine -> token.below(machine, stream)));
        TransferLinks transfers = node -> mint
                .mint(SessionToken.Kind.RELAY, Transfer.SESSION, SessionToken.machineOf(node.id()), Transfer.STREAM)
                .flatMap(token -> address(node).map(machine -> new TransferLinks.Access(machine, token.text())));
        return new Inspection(
                new Probes(new Prober(context.streams(), media, viewpoint, tls), context.contributions(), health,
                        context.events(), metrics, Clock.systemUTC(), Probes.Pace.USUAL),
                new Uplinks(new Measurement(tls), transfers, context.streams(), health::uplink, metrics));
    }

    private static Optional<URI> address(Node node) {
        return node.path().address();
    }

    @Override
    public void answered(Node node, PulseAnswer answer) {
        probes.answered(node, answer);
        uplinks.answered(node, answer);
    }

    @Override
    public void close() {
        probes.close();
        uplinks.close();
    }
}
