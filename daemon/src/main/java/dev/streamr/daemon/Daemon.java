package dev.streamr.daemon;

import dev.streamr.api.StreamrPlugin;
import dev.streamr.daemon.api.ApiService;
import dev.streamr.daemon.config.Configuration;
import dev.streamr.daemon.config.DaemonConfig;
import dev.streamr.daemon.contribution.Contributions;
import dev.streamr.daemon.database.DatabaseException;
import dev.streamr.daemon.database.NodeDatabase;
import dev.streamr.daemon.event.Events;
import dev.streamr.daemon.http.HttpServer;
import dev.streamr.daemon.http.ListenerException;
import dev.streamr.daemon.http.PemTls;
import dev.streamr.daemon.node.Nodes;
import dev.streamr.daemon.ops.AdminGuard;
import dev.streamr.daemon.ops.DiskSpace;
import dev.streamr.daemon.ops.HealthService;
import dev.streamr.daemon.ops.MetricsService;
import dev.streamr.daemon.ops.NodeCollector;
import dev.streamr.daemon.ops.OpsToken;
import dev.streamr.daemon.ops.Restart;
import dev.streamr.daemon.ops.RestartService;
import dev.streamr.daemon.ops.RuntimeFile;
import dev.streamr.daemon.ops.SelfCheck;
import dev.streamr.daemon.ops.StatusService;
import dev.streamr.daemon.ops.StreamCollector;
import dev.streamr.daemon.ops.StreamLines;
import dev.streamr.daemon.plugin.HostedContext;
import dev.streamr.daemon.plugin.InstalledPlugins;
import dev.streamr.daemon.plugin.Offered;
import dev.streamr.daemon.plugin.PluginHost;
import dev.streamr.daemon.stream.Streams;
import dev.streamr.daemon.systemd.ServiceManager;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A running node. It starts in this order: state directory, database, streams, plugins, listeners; and ends in the
 * opposite one, after the clients had {@code shutdown-timeout} to go.
 */
public final class Daemon implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Daemon.class.getName());

    private final Configuration configuration;
    private final StateDirectory state;
    private final InstalledPlugins installed;
    private final CollectorRegistry metrics = new CollectorRegistry(true);
    private final ServiceManager serviceManager = ServiceManager.find(System.getenv());
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Undo undo = new Undo();
    private @Nullable Restart restart;
    private Optional<SSLContext> tls = Optional.empty();
    private @Nullable PluginHost plugins;
    private @Nullable NodeView view;

    private Daemon(Configuration configuration, StateDirectory state, InstalledPlugins installed) {
        this.configuration = configuration;
        this.state = state;
        this.installed = installed;
        undo.add("the state directory", state);
        undo.add("the plugins' class loaders", installed);
    }

    /**
     * Starts everything; returns when the node serves. The state directory and the plugins belong to the daemon from
     * here on, also when it cannot start.
     */
    static Daemon start(Configuration configuration, StateDirectory state, InstalledPlugins installed)
            throws StartException {
        Daemon daemon = new Daemon(configuration, state, installed);
        try {
            daemon.open();
            return daemon;
        } catch (IOException | RuntimeException | StartException e) {
            daemon.undo.close();
            throw daemon.whyNot(e);
        }
    }

    private StartException whyNot(Exception failure) {
        if (StateDirectory.isFull(failure)) {
            return StateDirectory.unusable(state.path(), failure);
        }
        return switch (failure) {
            case StartException told -> told;
            case DatabaseException told -> new StartException(String.valueOf(told.getMessage()), told);
            case ListenerException told -> new StartException(String.valueOf(told.getMessage()), told);
            case IOException _ -> StateDirectory.unusable(state.path(), failure);
            default -> new StartException(failure.toString(), failure);
        };
    }

    private void open() throws IOException, StartException {
        DaemonConfig config = configuration.daemon();
        // Connecting takes as long as everything else together: it runs beside it.
        CompletableFuture<NodeDatabase> opening = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("database-open").start(
                () -> opening.completeAsync(() -> NodeDatabase.open(config.database(), state.path()), Runnable::run));
        Events events = new Events(metrics);
        undo.add("events", events);
        Streams streams = new Streams(config.streams(), events, metrics);
        undo.add("streams", streams);
        Nodes nodes = new Nodes(events, Clock.systemUTC());
        Offered services = new Offered();
        OpsToken token = OpsToken.readOrCreate(state.path());
        tls = config.http().tls().map(PemTls::load);
        HttpServer server = new HttpServer(config.http(), config.ops(), tls, new AdminGuard(token), services, metrics);
        NodeDatabase database = opened(opening);
        undo.add("the database", database);
        Contributions contributions = new Contributions(database, metrics, Clock.systemUTC());
        undo.add("the contribution log", contributions);
        PluginHost host = PluginHost.start(installed, config.pluginsToStart(installed.configTypes().keySet()),
                plugin -> context(plugin, streams, nodes, services, contributions, events, server, database));
        plugins = host;
        undo.add("the plugins", host::stop);
        DiskSpace disk = new DiskSpace(state.path());
        disk.watch();
        undo.add("the look at the disk", disk);
        SelfCheck check = new SelfCheck(host, database, disk);
        Restart again = new Restart(streams::streams, serviceManager.isThere());
        restart = again;
        undo.add("the wait for a restart", again);
        NodeView node = new NodeView(config, server, streams, host, check, again, stopping::get);
        view = node;
        server.publicRoutes(new ApiService(streams, events, server));
        server.opsRoutes(new HealthService(check::live, check::ready));
        server.opsRoutes(new MetricsService(metrics));
        metrics.register(new NodeCollector(Version.current(), check::ready, disk,
                config.http().tls().map(PemTls::notAfter)));
        metrics.register(new StreamCollector(streams));
        server.adminRoutes(new StatusService(node::status));
        server.adminRoutes(new RestartService(again));
        server.start();
        undo.add("the listeners", server);
        new RuntimeFile(ProcessHandle.current().pid(), node.opsHost(), server.opsPort(), server.port())
                .write(state.path());
        undo.add("daemon.json", () -> RuntimeFile.remove(state.path()));
        serviceManager.ready(node::line, node::healthy);
        LOG.log(System.Logger.Level.INFO, "ready: streamr {0}, http port {1}, ops port {2}, state in {3}",
                Version.current(), Integer.toString(server.port()), Integer.toString(server.opsPort()), state.path());
    }

    private static NodeDatabase opened(CompletableFuture<NodeDatabase> opening) throws StartException {
        try {
            return opening.join();
        } catch (CompletionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new StartException(String.valueOf(cause.getMessage()), cause);
        }
    }

    private HostedContext context(StreamrPlugin plugin, Streams streams, Nodes nodes, Offered services,
            Contributions contributions, Events events, HttpServer server, NodeDatabase database) {
        Record section = Objects.requireNonNull(configuration.plugins().get(plugin.name()), plugin.name());
        return new HostedContext(section, streams, nodes, services, contributions, events, server, database, metrics,
                state.folder(plugin.name()), tls);
    }

    /** The node as its operator sees it. */
    public NodeView view() {
        return Objects.requireNonNull(view, "the daemon has started");
    }

    /** Its restart, when somebody orders one. */
    public Restart restart() {
        return Objects.requireNonNull(restart, "the daemon has started");
    }

    /** Whether this is the first start with its state directory. */
    public boolean isNew() {
        return state.isNew();
    }

    /** Where its state is. */
    public Path stateDir() {
        return state.path();
    }

    /**
     * Stops: clients are told and have {@code shutdown-timeout} to go, then everything is freed. Idempotent; a second
     * caller returns at once.
     */
    @Override
    public void close() {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        Duration atMost = configuration.daemon().shutdownTimeout();
        serviceManager.stopping(atMost);
        LOG.log(System.Logger.Level.INFO, "stopping; clients have {0} s to go", atMost.toSeconds());
        try {
            if (plugins != null) {
                plugins.drain(atMost);
            }
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.WARNING, "stopping was cut short");
            Thread.currentThread().interrupt();
        }
        undo.close();
        serviceManager.close();
        LOG.log(System.Logger.Level.INFO, "stopped");
    }
}
