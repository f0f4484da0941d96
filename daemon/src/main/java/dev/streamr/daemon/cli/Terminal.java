package dev.streamr.daemon.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;

/**
 * Where a command reads its surroundings and writes to.
 *
 * @param in          what a person or a program hands over
 * @param out         data
 * @param err         words for people
 * @param environment variables
 */
record Terminal(InputStream in, PrintWriter out, PrintWriter err, Map<String, String> environment) {

    /** Whether colours are welcome on a terminal (no-color.org). */
    boolean colors() {
        return environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    void complain(String message) {
        error("streamr: " + message);
    }

    /** An error, one line; as a service its priority goes before it (sd-daemon(3)), for the journal. */
    void error(String line) {
        boolean service = environment.containsKey("NOTIFY_SOCKET") && environment.containsKey("JOURNAL_STREAM");
        err.println(service ? "<3>" + line : line);
    }

    /** Something a person wants to know, and no program. */
    void say(String message) {
        err.println(message);
    }
}
