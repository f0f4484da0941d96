package dev.streamr.daemon.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The demo's folder in the machine's temporary one: state and configuration, gone when the demo ends. */
final class DemoFolder implements AutoCloseable {

    private final Path folder;

    private DemoFolder(Path folder) {
        this.folder = folder;
    }

    static DemoFolder create() throws IOException {
        return new DemoFolder(Files.createTempDirectory("streamr-demo-"));
    }

    /** Writes the configuration: whoever knows a name may publish, and connections are not worth a line. */
    Path configuration(DemoAddresses addresses) throws IOException {
        return Files.writeString(folder.resolve("streamr.yaml"), """
                state-dir: '%s'
                log: { level: warn }
                http: { bind: '%s', port: %d }
                ops: { bind: 127.0.0.1, port: %d }
                ingest: { rtmp: { bind: '%s', port: %d }, publish: open }
                """.formatted(folder.resolve("state").toString().replace("'", "''"), addresses.bind(),
                addresses.httpPort(), addresses.opsPort(), addresses.bind(), addresses.rtmpPort()));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
