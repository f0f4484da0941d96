package dev.streamr.daemon.demo;

import dev.streamr.daemon.Startup;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** The demo's folder in the machine's temporary one: state and configuration, gone when the demo ends. */
public final class DemoFolder implements AutoCloseable {

    private static final String PREFIX = "streamr-demo-";
    private static final String CONFIGURATION = "streamr.yaml";
    private static final String STATE = "state";
    private static final Duration LONGEST_END = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Path folder;

    private DemoFolder(Path folder) {
        this.folder = folder;
    }

    static DemoFolder create() throws IOException {
        return new DemoFolder(Files.createTempDirectory(PREFIX));
    }

    /**
     * Writes the configuration of the origin: whoever knows a name may publish, friends report themselves each second, and
     * connections are not worth a line.
     */
    Path configuration(DemoAddresses addresses) throws IOException {
        return Files.writeString(folder.resolve(CONFIGURATION), """
                state-dir: '%s'
                log: { level: warn }
                http: { bind: '%s', port: %d, public-url: %s }
                ops: { bind: 127.0.0.1, port: %d }
                ingest: { rtmp: { bind: '%s', port: %d }, publish: open }
                mesh: { heartbeat: 1s }
                """.formatted(quoted(state()), addresses.bind(), addresses.httpPort(),
                publicUrl(addresses.bind(), addresses.base()), addresses.opsPort(), addresses.bind(),
                addresses.rtmpPort()));
    }

    /** On one address the base URL says it all; on all of them each machine finds out how it can be reached. */
    private static String publicUrl(String bind, URI base) {
        return bind.equals("0.0.0.0") || bind.equals("::") ? "null" : "'" + base + "'";
    }

    /** Writes the configuration of a friend's machine in a folder of its own. */
    Path configurationOfRelay(String name, DemoAddresses.Relay relay) throws IOException {
        Path own = Files.createDirectory(folder.resolve(name));
        return Files.writeString(own.resolve(CONFIGURATION), """
                state-dir: '%s'
                plugins: [playback, mesh, relay]
                shutdown-timeout: 1s
                log: { level: warn }
                http: { bind: '%s', port: %d, public-url: %s }
                ops: { bind: 127.0.0.1, port: %d }
                """.formatted(quoted(own.resolve(STATE)), relay.bind(), relay.httpPort(), publicUrl(relay.bind(),
                relay.base()), relay.opsPort()));
    }

    /** The state folder of the origin. */
    Path state() {
        return folder.resolve(STATE);
    }

    /** The folder of a friend's machine. */
    Path of(String name) {
        return folder.resolve(name);
    }

    Path path() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        delete(folder);
    }

    /**
     * Removes the folder of a demo that was killed, when the daemons that worked in it have ended; the last process of the
     * demo does this.
     *
     * @throws IllegalArgumentException when it is no folder of a demo
     */
    public static void removeAbandoned(Path folder) throws IOException, InterruptedException {
        if (!isOne(folder)) {
            throw new IllegalArgumentException(folder + " is no folder of a demo");
        }
        long giveUp = System.nanoTime() + LONGEST_END.toNanos();
        while (System.nanoTime() < giveUp && anyRuns(folder)) {
            Thread.sleep(LOOK);
        }
        delete(folder);
    }

    /** Whether a path is what {@link #create} makes. */
    public static boolean isOne(Path folder) {
        Path name = folder.getFileName();
        return name != null && name.toString().startsWith(PREFIX) && Files.isDirectory(folder);
    }

    private static boolean anyRuns(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder, 2)) {
            return all.filter(path -> path.endsWith(STATE)).anyMatch(Startup::isRunning);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String quoted(Path path) {
        return path.toString().replace("'", "''");
    }
}
