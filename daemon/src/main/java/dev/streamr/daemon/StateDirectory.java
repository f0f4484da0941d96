package dev.streamr.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Everything that survives a restart, held by one daemon at a time. */
final class StateDirectory implements AutoCloseable {

    private static final List<String> OWN_FILES = List.of("daemon.lock", "ops.token", "streamr.db", "streamr.db-wal",
            "streamr.db-shm", "cache");

    private final Path path;
    private final StateLock lock;

    private final boolean isNew;

    private StateDirectory(Path path, boolean isNew, StateLock lock) {
        this.path = path;
        this.isNew = isNew;
        this.lock = lock;
    }

    /** Makes the directory if it is not there, and holds it. */
    static StateDirectory hold(Path path) throws StartException {
        try {
            checkOwner(path);
            Files.createDirectories(path, privately(path));
            if (!Files.isWritable(path)) {
                throw new StartException("the state directory " + path + " is not writable for " + user()
                        + "; give it to that user, or name another as state-dir");
            }
            checkOwnFiles(path);
            boolean isNew = !StateLock.wasTakenBefore(path);
            StateLock lock = StateLock.take(path)
                    .orElseThrow(() -> new StartException("another daemon runs with the state"
                            + " directory " + path + "; see streamr status, or give this one a state-dir of its own"));
            return new StateDirectory(path, isNew, lock);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** Whether the disk is full, by the word of the operating system or of SQLite. */
    static boolean isFull(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).map(Throwable::getMessage)
                .anyMatch(words -> words != null
                        && (words.contains("No space left on device")
                                || words.contains("not enough space on the disk") || words.contains("SQLITE_FULL")));
    }

    /** Nothing can be kept there: why, and what to do about it. */
    static StartException unusable(Path path, Throwable failure) {
        String why = isFull(failure)
                ? "No space left on device; free some room there (df -h " + path + ")"
                : reason(failure) + "; name a folder that " + user() + " may write to";
        return new StartException("state-dir: " + path + " cannot be used: " + why, failure);
    }

    /**
     * Root could write anywhere, and what it made there the daemon could not read: the folder of a service is left to its
     * user.
     */
    private static void checkOwner(Path path) throws IOException, StartException {
        if (!System.getProperty("user.name").equals("root") || !Files.isDirectory(path) || !isPosix(path)) {
            return;
        }
        String owner = Files.getOwner(path).getName();
        if (!owner.equals("root")) {
            throw new StartException("the state directory " + path + " belongs to user " + owner
                    + ", and root would leave files there that " + owner
                    + " cannot read; run this as that user: sudo -u "
                    + owner + " streamr …");
        }
    }

    /** Whoever was root once and ran the daemon left files there that its user cannot open. */
    private static void checkOwnFiles(Path path) throws IOException, StartException {
        for (String name : OWN_FILES) {
            Path file = path.resolve(name);
            if (Files.exists(file) && !Files.isWritable(file)) {
                throw new StartException("the state directory " + path + " holds " + name + ", which belongs to user "
                        + Files.getOwner(file).getName() + " and is not writable for " + user()
                        + "; give it back: chown -R " + System.getProperty("user.name") + ": " + path);
            }
        }
    }

    Path path() {
        return path;
    }

    /** Whether no daemon has held it before. */
    boolean isNew() {
        return isNew;
    }

    /** A folder below, made if it is not there. */
    Path folder(String name) {
        try {
            return Files.createDirectories(path.resolve(name), privately(path));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder can be made in " + path, e);
        }
    }

    private static String reason(Throwable failure) {
        return switch (failure) {
            case UncheckedIOException e -> e.getCause() == null ? e.toString() : reason(e.getCause());
            case AccessDeniedException denied -> "permission denied (" + denied.getFile() + ")";
            case FileAlreadyExistsException _ -> "it is a file, no folder";
            case NoSuchFileException _ -> "it cannot be made there";
            case FileSystemException f when f.getReason() != null -> f.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }

    private static String user() {
        return "user " + System.getProperty("user.name");
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] privately(Path path) {
        return isPosix(path)
                ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))}
                : new FileAttribute<?>[0];
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
