package dev.streamr.daemon.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration, checked.
 *
 * @param file    the file that was read, if any
 * @param daemon  what the daemon reads
 * @param plugins the sections of the installed plugins, by name
 * @param values  every key that is in force
 */
public record Configuration(Optional<Path> file, DaemonConfig daemon, Map<String, Record> plugins,
        List<EffectiveValue> values) {

    public Configuration {
        plugins = Map.copyOf(plugins);
        values = List.copyOf(values);
    }
}
