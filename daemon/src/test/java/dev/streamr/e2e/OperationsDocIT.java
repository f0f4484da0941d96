package dev.streamr.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reference in docs/operations.md and the plugins that the image has. */
class OperationsDocIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z.-]+)` \\|[^|]*\\|[^|]*\\|$", Pattern.MULTILINE);

    @Test
    void everyKeyOfDaemonAndPluginsIsInTheReferenceAndNoOther() throws IOException, InterruptedException {
        Run run = Run.of(LIMIT, List.of(Image.BUILT.launcher().toString(), "config", "show", "--json"));
        assertEquals(0, run.exitCode(), run.toString());
        List<String> keys = new ObjectMapper().readTree(run.out()).valueStream()
                .map(value -> value.path("key").asText()).filter(OperationsDocIT::certain).sorted().toList();
        List<String> documented = ROW.matcher(Files.readString(Path.of("..", "docs", "operations.md"))).results()
                .map(row -> row.group(1)).filter(OperationsDocIT::certain).sorted().toList();
        assertEquals(keys, documented);
    }

    /** Without a certificate, that section is shown as one key. */
    private static boolean certain(String key) {
        return !key.startsWith("http.tls");
    }
}
