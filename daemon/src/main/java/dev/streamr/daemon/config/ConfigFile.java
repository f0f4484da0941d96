package dev.streamr.daemon.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which file is read. */
final class ConfigFile {

    /** Read when nobody names another, if it is there. */
    static final Path DEFAULT = Path.of("/etc/streamr/streamr.yaml");

    private ConfigFile() {}

    /** The file named on the command line, else by {@code STREAMR_CONFIG}, else {@link #DEFAULT}, else none. */
    static Optional<Path> choose(@Nullable Path named, Map<String, String> environment) {
        if (named != null) {
            return Optional.of(named);
        }
        String variable = environment.get("STREAMR_CONFIG");
        if (variable != null && !variable.isEmpty()) {
            return Optional.of(Path.of(variable));
        }
        return Files.exists(DEFAULT) ? Optional.of(DEFAULT) : Optional.empty();
    }
}
