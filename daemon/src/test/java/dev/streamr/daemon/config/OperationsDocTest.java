package dev.streamr.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps the reference in docs/operations.md true; the keys of the plugins are seen in the image only. */
class OperationsDocTest {

    private static final Pattern ROW = Pattern.compile("^\\| `([a-z.-]+)` \\|[^|]*\\|[^|]*\\|$", Pattern.MULTILINE);

    @Test
    void everyKeyOfTheDaemonIsInTheReferenceAndNoOther() throws IOException {
        Matcher rows = ROW.matcher(Files.readString(Path.of("..", "docs", "operations.md")));
        List<String> documented = rows.results().map(row -> row.group(1))
                .filter(key -> !key.matches("(ingest|playback|mesh|relay)\\..*")).sorted().toList();
        assertEquals(Environment.keysOf("", DaemonConfig.class).keySet().stream().sorted().toList(), documented);
    }
}
