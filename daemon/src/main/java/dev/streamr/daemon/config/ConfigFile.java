package dev.streamr.daemon.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which files are read. */
final class ConfigFile {

    /** Read when nobody names another, if it is there. */
    static final Path DEFAULT = Path.of("/etc/streamr/streamr.yaml");

    private static final String ADDITIONS = "conf.d";
    private static final int MOST_ADDITIONS = 256;

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

    /** Something beside the chosen file; beside {@link #DEFAULT} when there is none. */
    static Path beside(Optional<Path> chosen, String name) {
        return chosen.orElse(DEFAULT).resolveSibling(name);
    }

    /** The files of {@code conf.d} beside the chosen one, in order of their names. */
    static List<Path> additions(Optional<Path> chosen, Problems problems) {
        Path folder = beside(chosen, ADDITIONS);
        if (Files.notExists(folder)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> sorted = entries.sorted(Comparator.comparing(Path::toString)).limit(MOST_ADDITIONS + 1L)
                    .toList();
            if (sorted.size() > MOST_ADDITIONS) {
                problems.add(new Source.WholeFile(folder.toString()), "",
                        "holds too many files; allowed: " + MOST_ADDITIONS);
                return List.of();
            }
            for (Path file : sorted) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".yml") && !name.startsWith(".")) {
                    problems.add(new Source.WholeFile(file.toString()), "",
                            "is not read; its name must end in .yaml");
                } else if (name.endsWith(".yaml") && !name.startsWith(".")) {
                    files.add(file);
                }
            }
        } catch (IOException e) {
            problems.add(new Source.WholeFile(folder.toString()), "", "cannot be listed: "
                    + (Files.isReadable(folder) ? String.valueOf(e.getMessage()) : "permission denied"));
        }
        return files;
    }
}
