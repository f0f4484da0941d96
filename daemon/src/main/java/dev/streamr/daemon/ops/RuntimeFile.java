package dev.streamr.daemon.ops;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where the running daemon listens, left in the state directory for the command line: ports may have been chosen by the
 * operating system.
 *
 * @param pid      its process
 * @param opsHost  address that reaches the ops listener from this machine
 * @param opsPort  its port
 * @param httpPort port of the public listener
 */
public record RuntimeFile(long pid, String opsHost, int opsPort, int httpPort) {

    private static final String FILE = "daemon.json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Leaves it there. */
    public void write(Path stateDir) throws IOException {
        Path fresh = stateDir.resolve(FILE + ".new");
        Files.write(fresh, MAPPER.writeValueAsBytes(this));
        Files.move(fresh, stateDir.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What a daemon left; empty when none is there, or not to be read. A daemon that was killed leaves it too. */
    public static Optional<RuntimeFile> read(Path stateDir) {
        try {
            return Optional.of(MAPPER.readValue(Files.readAllBytes(stateDir.resolve(FILE)), RuntimeFile.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Takes it away. */
    public static void remove(Path stateDir) throws IOException {
        Files.deleteIfExists(stateDir.resolve(FILE));
    }
}
