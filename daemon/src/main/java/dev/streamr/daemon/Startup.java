package dev.streamr.daemon;

import dev.streamr.daemon.config.ConfigException;
import dev.streamr.daemon.config.ConfigLoader;
import dev.streamr.daemon.config.Configuration;
import dev.streamr.daemon.config.DaemonConfig;
import dev.streamr.daemon.config.EffectiveValue;
import dev.streamr.daemon.config.LogConfig;
import dev.streamr.daemon.config.Problem;
import dev.streamr.daemon.http.ListenerException;
import dev.streamr.daemon.http.PemTls;
import dev.streamr.daemon.log.LogSetup;
import dev.streamr.daemon.plugin.InstalledPlugins;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From a configuration to a running daemon: everything is checked before anything starts. */
public final class Startup {

    private static final System.Logger LOG = System.getLogger(Startup.class.getName());

    private Startup() {}

    /**
     * Starts a daemon in this process.
     *
     * @param file        the configuration file, or null for the usual places
     * @param environment the variables that override it
     * @throws ConfigException when the configuration cannot be used
     * @throws StartException  when the machine does not let it start
     */
    public static Daemon start(@Nullable Path file, Map<String, String> environment) throws StartException {
        return start(file, environment, level -> LogSetup.install(level, environment));
    }

    /** As {@link #start}, for one command: what it prints is its own, so only this program's errors are logged. */
    public static Daemon startForCommand(@Nullable Path file, Map<String, String> environment) throws StartException {
        return start(file, environment, _ -> LogSetup.installForCommand());
    }

    private static Daemon start(@Nullable Path file, Map<String, String> environment, Consumer<LogConfig.Level> log)
            throws StartException {
        log.accept(LogConfig.Level.WARN);
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> LOG.log(System.Logger.Level.ERROR,
                "thread " + thread.getName() + " ended by an error nobody caught", failure));
        ConfigLoader loader = ConfigLoader.read(file, environment);
        Optional<DaemonConfig> own = loader.daemon();
        own.ifPresent(config -> log.accept(config.log().level()));
        if (own.isEmpty()) {
            check(file, environment);
            throw new ConfigException(loader.problems());
        }
        StateDirectory state = StateDirectory.hold(own.get().stateDir());
        try {
            return start(loader, state);
        } catch (UncheckedIOException e) {
            throw StateDirectory.unusable(state.path(), e);
        }
    }

    /**
     * Checks a configuration without starting anything. Ports are tried unless a daemon runs with it.
     *
     * @throws ConfigException when it cannot be used
     */
    public static Configuration check(@Nullable Path file, Map<String, String> environment) {
        LogSetup.installForCommand();
        ConfigLoader loader = ConfigLoader.read(file, environment);
        boolean running = loader.daemon().map(config -> StateLock.isHeld(config.stateDir())).orElse(true);
        try (InstalledPlugins installed = Image.plugins(Image.userCache(environment))) {
            return withReadableTls(loader.complete(installed.configTypes(), !running));
        }
    }

    /** Whether a daemon runs with this state directory. */
    public static boolean isRunning(Path stateDir) {
        return StateLock.isHeld(stateDir);
    }

    private static Configuration withReadableTls(Configuration configuration) {
        try {
            configuration.daemon().http().tls().ifPresent(PemTls::load);
            return configuration;
        } catch (ListenerException e) {
            String message = String.valueOf(e.getMessage());
            String where = configuration.values().stream().filter(v -> message.startsWith(v.key() + ": "))
                    .map(EffectiveValue::source).findFirst()
                    .or(() -> configuration.file().map(Path::toString)).orElse("configuration");
            throw new ConfigException(List.of(new Problem(where, "", message)));
        }
    }

    private static Daemon start(ConfigLoader loader, StateDirectory state) throws StartException {
        InstalledPlugins installed = Image.plugins(state.folder("cache").resolve("plugins"));
        Configuration configuration;
        try {
            configuration = withReadableTls(loader.complete(installed.configTypes(), true));
        } catch (RuntimeException e) {
            try (Undo undo = new Undo()) {
                undo.add("the state directory", state);
                undo.add("the plugins", installed);
            }
            if (e instanceof ConfigException problems && problems.isPassing()) {
                throw new StartException(problems.problems().stream().map(Problem::toString)
                        .collect(Collectors.joining("; ")), e);
            }
            throw e;
        }
        installed.prune();
        return Daemon.start(configuration, state, installed);
    }
}
