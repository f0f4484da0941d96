package dev.streamr.daemon;

import dev.streamr.daemon.config.DaemonConfig;
import dev.streamr.daemon.http.HttpServer;
import dev.streamr.daemon.http.ListenerHost;
import dev.streamr.daemon.ops.Check;
import dev.streamr.daemon.ops.NodeStatus;
import dev.streamr.daemon.ops.Restart;
import dev.streamr.daemon.ops.SelfCheck;
import dev.streamr.daemon.ops.StreamLines;
import dev.streamr.daemon.plugin.PluginHost;
import dev.streamr.daemon.plugin.PluginStatus;
import dev.streamr.daemon.stream.Streams;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A running node as its operator sees it. Every call looks anew; for any thread. */
public final class NodeView {

    private static final System.Logger LOG = System.getLogger(NodeView.class.getName());

    /**
     * A listener on this very machine that takes longer to answer does not work; its bytes may wait two seconds for their
     * turn under an upload limit.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final DaemonConfig config;
    private final HttpServer http;
    private final Streams streams;
    private final PluginHost plugins;
    private final SelfCheck check;
    private final Restart restart;
    private final BooleanSupplier stopping;
    private final Instant startedAt = Instant.now();

    NodeView(DaemonConfig config, HttpServer http, Streams streams, PluginHost plugins, SelfCheck check,
            Restart restart, BooleanSupplier stopping) {
        this.config = config;
        this.http = http;
        this.streams = streams;
        this.plugins = plugins;
        this.check = check;
        this.restart = restart;
        this.stopping = stopping;
    }

    /** The port of the public listener. */
    public int httpPort() {
        return http.port();
    }

    /** The port of the ops listener. */
    public int opsPort() {
        return http.opsPort();
    }

    /** How each plugin is. */
    public List<PluginStatus> plugins() {
        return plugins.statuses();
    }

    /** An address that reaches the ops listener from this machine. */
    String opsHost() {
        return ListenerHost.reachable(config.ops().bind());
    }

    /** Everything. */
    public NodeStatus status() {
        List<Check> checks = check.ready();
        boolean up = checks.stream().allMatch(Check::up);
        String state = stopping.getAsBoolean() ? "stopping" : up ? "ready" : "degraded";
        Instant now = Instant.now();
        return new NodeStatus(Version.current(), state, ProcessHandle.current().pid(), startedAt.toString(),
                Duration.between(startedAt, now).toSeconds(), config.stateDir().toString(),
                config.database().url().isPresent() ? "postgresql" : "sqlite", httpPort(), opsPort(),
                StreamLines.viewers(streams), checks, plugins(), StreamLines.of(streams),
                restart.isPending(), restart.isPending() ? restart.published() : List.of());
    }

    /** One line for {@code systemctl status}. */
    String line() {
        int count = streams.streams().size();
        int viewers = StreamLines.viewers(streams);
        return count + (count == 1 ? " stream, " : " streams, ") + viewers + (viewers == 1 ? " viewer" : " viewers")
                + (restart.isPending() ? ", restarts when no stream is live" : "");
    }

    /** Whether the watchdog is fed: the public listener answers, plugins are well, no thread hangs for ever. */
    boolean healthy() {
        List<Check> checks = new ArrayList<>(check.live());
        plugins().forEach(p -> checks.add(new Check("plugin " + p.name(), p.up(), p.reason())));
        checks.add(publicListener());
        checks.stream().filter(c -> !c.up())
                .forEach(c -> LOG.log(System.Logger.Level.ERROR, "{0}: {1}", c.name(), c.reason()));
        return checks.stream().allMatch(Check::up);
    }

    private Check publicListener() {
        return ListenerProbe.ask(new InetSocketAddress(ListenerHost.reachable(config.http().bind()), httpPort()),
                config.http().tls().isPresent(), PATIENCE);
    }
}
