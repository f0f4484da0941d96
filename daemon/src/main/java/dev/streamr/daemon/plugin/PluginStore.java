package dev.streamr.daemon.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Unpacks plugin zips. The image may be read-only and is shared by all users, so every zip gets a folder below a cache
 * of the daemon's own, named after its content: a folder that is there is complete and never changes.
 */
final class PluginStore {

    /** A plugin with FFmpeg's natives of one platform is a tenth of this. */
    private static final long LARGEST_PLUGIN_BYTES = 1L << 30;

    /** {@code ingest/target/streamr-ingest-0.1.0.zip} below the project's folder. */
    private static final int BUILT_ZIP_DEPTH = 3;

    private final Path cache;

    PluginStore(Path cache) {
        this.cache = cache;
    }

    /**
     * The zips of a folder, by name. In the project's own {@code plugins/} folder these are the freshly built ones.
     *
     * @throws IOException when the folder cannot be read
     */
    static List<Path> zipsIn(Path folder) throws IOException {
        PathMatcher zip = folder.getFileSystem().getPathMatcher("glob:{*.zip,*/target/*.zip}");
        try (Stream<Path> paths = Files.walk(folder, BUILT_ZIP_DEPTH)) {
            return paths.filter(path -> zip.matches(folder.relativize(path))).sorted().toList();
        }
    }

    /** The folder with the zip's content. */
    Path unpacked(Path zip) throws IOException {
        String name = String.valueOf(zip.getFileName()).replaceFirst("\\.zip$", "");
        Path folder = cache.resolve(name + "-" + hash(zip));
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Files.createDirectories(cache);
        Path fresh = Files.createTempDirectory(cache, "unpacking-");
        try {
            unpack(zip, fresh);
            publish(fresh, folder);
        } finally {
            delete(fresh);
        }
        return folder;
    }

    /** Removes what older versions and interrupted runs left. Only for the daemon that holds the state directory. */
    void prune(List<Path> inUse) throws IOException {
        if (!Files.isDirectory(cache)) {
            return;
        }
        try (Stream<Path> folders = Files.list(cache)) {
            for (Path folder : folders.filter(path -> !inUse.contains(path)).toList()) {
                delete(folder);
            }
        }
    }

    private static void publish(Path fresh, Path folder) throws IOException {
        try {
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | AtomicMoveNotSupportedException e) {
            throw new IOException("cannot be put at " + folder + ": " + e.getMessage(), e);
        } catch (IOException e) {
            if (!Files.isDirectory(folder)) { // else another process was first, with the same content
                throw e;
            }
        }
    }

    private static void unpack(Path zip, Path folder) throws IOException {
        long left = LARGEST_PLUGIN_BYTES;
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException(zip + " has an entry outside of itself");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.resolveSibling(""));
                left -= Files.copy(new BoundedStream(in, left), target);
            }
        }
    }

    private static String hash(Path zip) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(zip), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            byte[] digest = ((DigestInputStream) in).getMessageDigest().digest();
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
