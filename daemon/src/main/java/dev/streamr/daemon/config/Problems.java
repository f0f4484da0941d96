package dev.streamr.daemon.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that the operator hears of everything at once. For one thread. */
final class Problems {

    /** A hostile file does not flood the terminal. */
    private static final int MOST = 100;

    private record Found(int line, Problem problem) {}

    private final List<Found> found = new ArrayList<>();

    void add(Source where, String key, String text) {
        if (found.size() < MOST) {
            int line = where instanceof Source.FileLine at ? at.line() : Integer.MAX_VALUE;
            found.add(new Found(line, new Problem(where.toString(), key, text)));
        }
    }

    int count() {
        return found.size();
    }

    /** In the order of the file; what is not of the file follows. */
    List<Problem> list() {
        return found.stream().sorted(Comparator.comparingInt(Found::line)).map(Found::problem).toList();
    }
}
