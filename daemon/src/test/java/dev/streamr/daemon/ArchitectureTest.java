package dev.streamr.daemon;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may lean on whom (docs/architecture.md, section 2), over the class files of the whole project. */
class ArchitectureTest {

    private static final String API = "dev.streamr.api..";
    private static final String DAEMON = "dev.streamr.daemon..";

    private static JavaClasses ours = new ClassFileImporter().importPaths(List.<Path>of());
    private static List<String> plugins = List.of();

    @BeforeAll
    static void importTheProject() throws IOException {
        Path folder = Path.of("..", "plugins");
        try (Stream<Path> children = Files.list(folder)) {
            List<Path> built = children.filter(child -> Files.isDirectory(child.resolve("target/classes"))).toList();
            ours = new ClassFileImporter().importPaths(Stream.concat(Stream.of(Path.of("target/classes")),
                    built.stream().map(child -> child.resolve("target/classes"))).toList());
            plugins = built.stream().map(child -> child.getFileName().toString()).filter(name -> !name.equals("api"))
                    .map(name -> "dev.streamr." + name + "..").toList();
        }
    }

    @Test
    void everyRoomWasLookedAt() {
        assertFalse(plugins.isEmpty());
        assertFalse(ours.isEmpty());
    }

    @Test
    void theContractLeansOnNothingOfOurs() {
        noClasses().that().resideInAPackage(API).should().dependOnClassesThat()
                .resideInAnyPackage(Stream.concat(Stream.of(DAEMON), plugins.stream()).toArray(String[]::new))
                .check(ours);
    }

    @Test
    void pluginsLeanOnTheContractAndNotOnTheDaemonOrOneAnother() {
        for (String plugin : plugins) {
            String[] others = Stream.concat(Stream.of(DAEMON), plugins.stream().filter(other -> !other.equals(plugin)))
                    .toArray(String[]::new);
            noClasses().that().resideInAPackage(plugin).should().dependOnClassesThat().resideInAnyPackage(others)
                    .check(ours);
        }
    }

    @Test
    void theDaemonLeansOnNoPlugin() {
        noClasses().that().resideInAPackage(DAEMON).should().dependOnClassesThat()
                .resideInAnyPackage(plugins.toArray(String[]::new)).check(ours);
    }

    @Test
    void nativeCodeOfFfmpegIsTheIngestPluginsAlone() {
        classes().that().resideOutsideOfPackage("dev.streamr.ingest..").should().onlyDependOnClassesThat()
                .resideOutsideOfPackage("org.bytedeco..").check(ours);
    }

    @Test
    void withinTheDaemonTheLowerRoomsDoNotKnowTheUpperOnes() {
        noClasses().that().resideInAnyPackage("dev.streamr.daemon.stream..", "dev.streamr.daemon.event..",
                "dev.streamr.daemon.http..", "dev.streamr.daemon.database..", "dev.streamr.daemon.plugin..").should()
                .dependOnClassesThat().resideInAnyPackage("dev.streamr.daemon", "dev.streamr.daemon.cli..",
                        "dev.streamr.daemon.ops..", "dev.streamr.daemon.systemd..")
                .check(ours);
    }
}
