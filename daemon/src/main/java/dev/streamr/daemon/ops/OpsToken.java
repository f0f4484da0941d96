package dev.streamr.daemon.ops;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret that administers this node: 256 random bits in a file that only the daemon's user can read. Whoever may
 * read the file may give orders.
 */
public final class OpsToken {

    private static final String FILE = "ops.token";
    private static final int BYTES = 32;

    private final byte[] value;

    private OpsToken(String value) {
        this.value = value.getBytes(StandardCharsets.US_ASCII);
    }

    /** The token's place below the state directory. */
    public static Path fileIn(Path stateDir) {
        return stateDir.resolve(FILE);
    }

    /** Reads the token, or makes it when the node starts for the first time. */
    public static OpsToken readOrCreate(Path stateDir) throws IOException {
        Path file = fileIn(stateDir);
        if (Files.notExists(file) || Files.size(file) == 0) {
            write(file, random());
        }
        return new OpsToken(Files.readString(file, StandardCharsets.US_ASCII).strip());
    }

    private static void write(Path file, String token) throws IOException {
        Path fresh = Files.createTempFile(file.getParent(), FILE, ".new", privately(file));
        Files.writeString(fresh, token + "\n", StandardCharsets.US_ASCII);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] privately(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether this is the token; takes equally long wherever the difference is. */
    boolean matches(String candidate) {
        return MessageDigest.isEqual(value, candidate.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "OpsToken";
    }
}
