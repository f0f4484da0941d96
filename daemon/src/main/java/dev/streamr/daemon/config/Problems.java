package dev.streamr.daemon.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that the operator hears of everything at once. For one thread. */
final class Problems {

    /** A hostile file does not flood the terminal. */
    private static final int MOST = 100;

    private record Found(int file, int line, Problem problem) {}

    private final List<Found> found = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private int passing;

    /** A file is read next; its problems are listed after those of the files before it. */
    void reading(String file) {
        files.add(file);
    }

    void add(Source where, String key, String text) {
        if (found.size() < MOST) {
            Problem problem = new Problem(where.toString(), key, text);
            found.add(switch (where) {
                case Source.FileLine(String file, int line) -> new Found(files.indexOf(file), line, problem);
                case Source.WholeFile(String file) -> new Found(files.indexOf(file), Integer.MAX_VALUE, problem);
                default -> new Found(Integer.MAX_VALUE, 0, problem);
            });
        }
    }

    /** As {@link #add}, for what is wrong with the machine at this moment and may be right at the next. */
    void addPassing(Source where, String key, String text) {
        add(where, key, text);
        passing++;
    }

    /** Whether nothing is wrong with the configuration itself. */
    boolean allPass() {
        return passing == found.size();
    }

    int count() {
        return found.size();
    }

    /** In the order of the files and their lines; what is of no file follows. */
    List<Problem> list() {
        return found.stream().sorted(Comparator.comparingInt(Found::file).thenComparingInt(Found::line))
                .map(Found::problem).toList();
    }
}
