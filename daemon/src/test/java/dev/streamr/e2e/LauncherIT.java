package dev.streamr.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher finds its image from wherever it is called, and a Java of the machine is neither needed nor used. */
class LauncherIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void startsThroughALinkFromAPathWithSpaces() throws IOException, InterruptedException {
        Path link = Files.createDirectory(folder.resolve("a folder with spaces")).resolve("streamr");
        Files.createSymbolicLink(link, Image.BUILT.launcher());

        assertVersion(Run.of(LIMIT, List.of(link.toString(), "version")));
    }

    @Test
    void startsFromAnImageInAPathWithSpaces() throws IOException, InterruptedException {
        Image image = Image.BUILT.withOwnPlugins(Files.createDirectory(folder.resolve("an image")));

        assertVersion(Run.of(LIMIT, List.of(image.launcher().toString(), "version")));
    }

    @Test
    void needsNoJavaOnThePath() throws IOException, InterruptedException {
        assertVersion(Run.of(LIMIT, Map.of("PATH", "/usr/bin:/bin", "JAVA_HOME", "/nowhere"),
                List.of(Image.BUILT.launcher().toString(), "version")));
    }

    @Test
    void saysNothingWhenTheStartUpCacheDoesNotFit() throws IOException, InterruptedException {
        assertVersion(Run.of(LIMIT, Map.of("STREAMR_JVM_OPTS", "-XX:-UseCompactObjectHeaders"),
                List.of(Image.BUILT.launcher().toString(), "version")));
    }

    @Test
    void saysNothingWhenTheStartUpCacheIsDamaged() throws IOException, InterruptedException {
        Image image = Image.BUILT.withOwnPlugins(folder.resolve("image"));
        Path lib = image.home().resolve("lib");
        Files.delete(lib);
        Files.createDirectory(lib);
        try (Stream<Path> files = Files.list(Image.BUILT.home().resolve("lib"))) {
            for (Path file : files.toList()) {
                Files.createSymbolicLink(lib.resolve(file.getFileName()), file);
            }
        }
        Path cache = lib.resolve("streamr.aot");
        Files.deleteIfExists(cache);
        Files.writeString(cache, "no cache at all");

        assertVersion(Run.of(LIMIT, List.of(image.launcher().toString(), "version")));
    }

    @Test
    void takesFurtherOptionsForTheJavaMachine() throws IOException, InterruptedException {
        Run run = Run.of(LIMIT, Map.of("STREAMR_JVM_OPTS", "-Xmx64m -XX:+PrintFlagsFinal"),
                List.of(Image.BUILT.launcher().toString(), "version"));

        assertTrue(run.out().matches("(?s).*MaxHeapSize\\s+= 67108864.*"), run.toString());
    }

    private static void assertVersion(Run run) {
        assertEquals(0, run.exitCode(), run.toString());
        assertTrue(run.out().matches("(?s).*\\d+\\.\\d+\\.\\d+.*"), run.toString());
        assertEquals("", run.err());
    }
}
