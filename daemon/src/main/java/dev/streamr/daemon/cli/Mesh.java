package dev.streamr.daemon.cli;

import dev.streamr.daemon.Daemon;
import dev.streamr.daemon.StartException;
import dev.streamr.daemon.Startup;
import dev.streamr.daemon.config.DaemonConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Commands about friends: they need the plugin mesh, and some of them work without a running daemon too. */
final class Mesh {

    private static final String PLUGIN = "mesh";

    private Mesh() {}

    /** The running daemon, which has the plugin. */
    static DaemonClient running(DaemonOptions options, Terminal terminal) {
        return DaemonClient.of(withPlugin(options, terminal));
    }

    /** Asks the running daemon, or one that is started for this question alone. */
    static <T> T ask(DaemonOptions options, Terminal terminal, Function<DaemonClient, T> question)
            throws StartException {
        DaemonConfig config = withPlugin(options, terminal);
        if (Startup.isRunning(config.stateDir())) {
            return question.apply(DaemonClient.of(config));
        }
        Map<String, String> environment = new HashMap<>(terminal.environment());
        environment.put("STREAMR_PLUGINS", PLUGIN);
        environment.put("STREAMR_OPS_PORT", "0");
        environment.put("STREAMR_OPS_BIND", "127.0.0.1");
        try (Daemon _ = Startup.startForCommand(options.config.file, environment)) {
            return question.apply(DaemonClient.of(config));
        }
    }

    /** Whether a daemon goes on with what was ordered. */
    static boolean isServed(DaemonOptions options, Terminal terminal) {
        return Startup.isRunning(options.read(terminal).stateDir());
    }

    private static DaemonConfig withPlugin(DaemonOptions options, Terminal terminal) {
        DaemonConfig config = options.read(terminal);
        if (!config.pluginsToStart(List.of(PLUGIN)).contains(PLUGIN)) {
            throw CommandFailure.usage("plugins: mesh is not among them, and friends need it; add it to the list");
        }
        return config;
    }
}
