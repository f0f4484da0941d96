package dev.streamr.daemon.plugin;

import dev.streamr.api.Health;
import dev.streamr.api.StreamrPlugin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Leads the plugins through their life: started in the order of the configuration, drained together, stopped in the
 * opposite order. One that fails is kept with its reason; the others go on.
 */
public final class PluginHost {

    private static final System.Logger LOG = System.getLogger(PluginHost.class.getName());

    /** What a plugin may take to free everything; then it is left behind. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    /** A plugin that was to be started; {@code failure} is empty when it was. */
    private record Hosted(InstalledPlugin plugin, String failure) {
        boolean running() {
            return failure.isEmpty();
        }

        StreamrPlugin instance() {
            return plugin.instance().orElseThrow();
        }
    }

    private final List<Hosted> hosted = new ArrayList<>();

    /**
     * Starts these plugins, one after the other.
     *
     * @param names    in start order
     * @param contexts makes the context of a plugin
     */
    public static PluginHost start(InstalledPlugins installed, List<String> names,
            Function<StreamrPlugin, HostedContext> contexts) {
        PluginHost host = new PluginHost();
        for (InstalledPlugin plugin : installed.inOrder(names)) {
            String failure = plugin.failure().isEmpty() ? startOne(plugin, contexts) : plugin.failure();
            if (!failure.isEmpty()) {
                LOG.log(System.Logger.Level.ERROR, "plugin {0} is not running: {1}", plugin.name(), failure);
            }
            host.hosted.add(new Hosted(plugin, failure));
        }
        return host;
    }

    private static String startOne(InstalledPlugin plugin, Function<StreamrPlugin, HostedContext> contexts) {
        StreamrPlugin instance = plugin.instance().orElseThrow();
        try {
            HostedContext context = contexts.apply(instance);
            HeldRoutes routes = new HeldRoutes(context.http());
            instance.start(context.with(routes));
            routes.release();
            return "";
        } catch (Exception | LinkageError e) {
            LOG.log(System.Logger.Level.DEBUG, "plugin " + plugin.name() + " failed to start", e);
            stopOne(instance);
            return Reasons.of(e);
        }
    }

    /** How each plugin is now, in start order. */
    public List<PluginStatus> statuses() {
        return hosted.stream().map(one -> status(one, StreamrPlugin::health)).toList();
    }

    /** Whether each plugin is ready for work now, in start order. */
    public List<PluginStatus> readiness() {
        return hosted.stream().map(one -> status(one, StreamrPlugin::readiness)).toList();
    }

    private static PluginStatus status(Hosted one, Function<StreamrPlugin, Health> question) {
        Health health = one.running() ? health(one.instance(), question) : Health.down(one.failure());
        return new PluginStatus(one.plugin().name(), one.plugin().version(), health.up(), health.reason());
    }

    private static Health health(StreamrPlugin plugin, Function<StreamrPlugin, Health> question) {
        try {
            return question.apply(plugin);
        } catch (RuntimeException e) {
            return Health.down("its health check failed: " + Reasons.of(e));
        }
    }

    /** Lets clients end cleanly; all plugins at once, for at most this long. */
    public void drain(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        List<Thread> drains = new ArrayList<>();
        for (Hosted one : hosted) {
            if (one.running()) {
                drains.add(Thread.ofVirtual().name("drain-" + one.plugin().name()).start(() -> drain(one, atMost)));
            }
        }
        for (Thread drain : drains) {
            if (!drain.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
                LOG.log(System.Logger.Level.WARNING, "{0} took longer than {1} ms", drain.getName(), atMost.toMillis());
                drain.interrupt();
            }
        }
    }

    private static void drain(Hosted one, Duration atMost) {
        try {
            one.instance().drain(atMost);
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, "draining {0} was cut short", one.plugin().name());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "draining " + one.plugin().name() + " failed", e);
        }
    }

    /** Stops the plugins that run, last started first. */
    public void stop() throws InterruptedException {
        for (Hosted one : hosted.reversed()) {
            if (one.running()) {
                Thread stop = Thread.ofVirtual().name("stop-" + one.plugin().name())
                        .start(() -> stopOne(one.instance()));
                if (!stop.join(LONGEST_STOP)) {
                    LOG.log(System.Logger.Level.ERROR, "plugin {0} does not stop; it is left behind",
                            one.plugin().name());
                }
            }
        }
    }

    private static void stopOne(StreamrPlugin plugin) {
        try {
            plugin.stop();
        } catch (RuntimeException | LinkageError e) {
            LOG.log(System.Logger.Level.ERROR, "stopping " + plugin.name() + " failed", e);
        }
    }
}
