package dev.streamr.daemon.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration, checked.
 *
 * @param file      the file that was read, if any
 * @param additions the files of {@code conf.d} that were merged over it, in this order
 * @param daemon    what the daemon reads
 * @param plugins   the sections of the installed plugins, by name
 * @param values    every key that is in force
 */
public record Configuration(Optional<Path> file, List<Path> additions, DaemonConfig daemon, Map<String, Record> plugins,
        List<EffectiveValue> values) {

    public Configuration {
        additions = List.copyOf(additions);
        plugins = Map.copyOf(plugins);
        values = List.copyOf(values);
    }
}
