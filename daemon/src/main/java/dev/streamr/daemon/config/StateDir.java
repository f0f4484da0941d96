package dev.streamr.daemon.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where state is kept when the configuration does not say. */
final class StateDir {

    /** The service's folder; the package or systemd makes it. */
    static final Path DEFAULT = Path.of("/var/lib/streamr");

    private StateDir() {}

    /** {@link #DEFAULT} when it can be written to, else a folder of the user's own. */
    static Path choose(Map<String, String> environment) {
        if (Files.isWritable(DEFAULT) && Files.isDirectory(DEFAULT)) {
            return DEFAULT;
        }
        String state = environment.get("XDG_STATE_HOME");
        Path base = state == null || state.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(state);
        return base.resolve("streamr").toAbsolutePath();
    }
}
