package dev.streamr.daemon.demo;

import dev.streamr.daemon.ops.NodeStatus.StreamLine;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** One line at the foot of a terminal that says how the stream is; elsewhere nothing, so that a log stays a log. */
final class StatusLine {

    private static final String CLEAR = "\r\033[K";

    private final PrintWriter out;
    private final boolean terminal;

    StatusLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A line that shows itself when standard output is a terminal which can rewrite a line. */
    static StatusLine onTerminal(PrintWriter out) {
        return new StatusLine(out, isTerminal());
    }

    /** Whether standard output is a terminal on which one can go back and write anew. */
    static boolean isTerminal() {
        boolean rewrites = !"dumb".equals(System.getenv().getOrDefault("TERM", "dumb"));
        return rewrites && Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    void show(Optional<StreamLine> stream, Duration since) {
        if (terminal) {
            out.print(CLEAR + text(stream, since));
            out.flush();
        }
    }

    static String text(Optional<StreamLine> stream, Duration since) {
        String time = "%d:%02d".formatted(since.toMinutes(), since.toSecondsPart());
        return stream.map(one -> String.format(Locale.ROOT, "%s  %s  %dx%d  %.0f fps  %.1f Mbit/s  %d watching", time,
                one.state(), one.width(), one.height(), one.framesPerSecond(), one.bitsPerSecond() / 1e6,
                one.viewers().values().stream().mapToInt(Integer::intValue).sum())).orElse(time + "  no picture");
    }

    /** Leaves an empty line for what comes next. */
    void close() {
        if (terminal) {
            out.print(CLEAR);
            out.flush();
        }
    }
}
