package dev.streamr.daemon.config;

import dev.streamr.daemon.http.HttpConfig;
import dev.streamr.daemon.http.OpsConfig;
import dev.streamr.daemon.stream.StreamsConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the daemon itself reads of the configuration; every other section belongs to a plugin.
 *
 * @param stateDir        where everything that survives a restart is kept; {@link StateDir#DEFAULT} unless given
 * @param plugins         what this machine does, in start order; absent: ingest, playback, mesh and relay, as far as installed
 * @param shutdownTimeout how long clients may take to end when the daemon is told to stop; 10 s unless given
 * @param log             logging
 * @param http            the public listener
 * @param ops             the listener for health, metrics and administration
 * @param database        the store
 * @param streams         bounds of streams, rings and windows
 */
public record DaemonConfig(Path stateDir, Optional<List<String>> plugins, Duration shutdownTimeout, LogConfig log,
        HttpConfig http, OpsConfig ops, DatabaseConfig database, StreamsConfig streams) {

    private static final List<String> USUAL_PLUGINS = List.of("ingest", "playback", "mesh", "relay");
    private static final Duration LONGEST_SHUTDOWN = Duration.ofMinutes(10);

    public DaemonConfig {
        stateDir = stateDir == null ? StateDir.choose(System.getenv()) : stateDir;
        plugins = plugins.map(List::copyOf);
        shutdownTimeout = shutdownTimeout == null ? Duration.ofSeconds(10) : shutdownTimeout;
        if (shutdownTimeout.compareTo(LONGEST_SHUTDOWN) > 0) {
            throw new IllegalArgumentException("shutdown-timeout: allowed: 0s to 10m");
        }
    }

    /** The plugins to start, in order: what is named, or the usual ones as far as they are installed. */
    public List<String> pluginsToStart(Collection<String> installed) {
        return plugins.orElseGet(() -> USUAL_PLUGINS.stream().filter(installed::contains).toList());
    }
}
