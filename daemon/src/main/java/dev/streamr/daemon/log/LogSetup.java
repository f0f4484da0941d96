package dev.streamr.daemon.log;

import dev.streamr.daemon.config.LogConfig;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Sets java.util.logging up in code: one handler to stdout. {@code System.Logger} and SLF4J both end there. Our own
 * records follow {@code log.level}; libraries speak from warnings on.
 */
public final class LogSetup {

    private static final String OURS = "dev.streamr";

    /** Held here, because java.util.logging forgets the level of a logger that nobody holds. */
    private static final Logger OWN = Logger.getLogger(OURS);

    private LogSetup() {}

    /**
     * From now on everything logged goes to stdout.
     *
     * @param environment to see whether systemd's journal is at the other end
     */
    public static void install(LogConfig.Level level, Map<String, String> environment) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(level == LogConfig.Level.TRACE ? Level.ALL : Level.WARNING);
        root.addHandler(handler(System.out, environment.containsKey("JOURNAL_STREAM")));
        OWN.setLevel(ofConfig(level));
    }

    /** From now on only errors of this program are logged, and to stderr: stdout is a command's answer. */
    public static void installForCommand() {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.OFF);
        root.addHandler(handler(System.err, false));
        OWN.setLevel(Level.SEVERE);
    }

    private static Handler handler(PrintStream to, boolean journal) {
        Handler handler = new LineHandler(to);
        handler.setLevel(Level.ALL);
        handler.setFormatter(new LineFormatter(journal));
        return handler;
    }

    /** The levels in force, for tests and {@code doctor}. */
    static List<Level> levels() {
        return List.of(Logger.getLogger("").getLevel(), OWN.getLevel());
    }

    private static Level ofConfig(LogConfig.Level level) {
        return switch (level) {
            case ERROR -> Level.SEVERE;
            case WARN -> Level.WARNING;
            case INFO -> Level.INFO;
            case DEBUG -> Level.FINE;
            case TRACE -> Level.ALL;
        };
    }
}
