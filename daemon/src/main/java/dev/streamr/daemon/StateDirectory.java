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

/** Everything that survives a restart, held by one daemon at a time. */
final class StateDirectory implements AutoCloseable {

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
            Files.createDirectories(path, privately(path));
            if (!Files.isWritable(path)) {
                throw new StartException("the state directory " + path + " is not writable for " + user()
                        + "; give it to that user, or name another as state-dir");
            }
            boolean isNew = !StateLock.wasTakenBefore(path);
            StateLock lock = StateLock.take(path)
                    .orElseThrow(() -> new StartException("another daemon runs with the state"
                            + " directory " + path + "; see streamr status, or give this one a state-dir of its own"));
            return new StateDirectory(path, isNew, lock);
        } catch (IOException e) {
            throw new StartException("state-dir: " + path + " cannot be used: " + reason(e) + "; name a folder that "
                    + user() + " may write to", e);
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

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "it is a file, no folder";
            case NoSuchFileException _ -> "it cannot be made there";
            case FileSystemException f when f.getReason() != null -> f.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }

    private static String user() {
        return "user " + System.getProperty("user.name");
    }

    private static FileAttribute<?>[] privately(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))}
                : new FileAttribute<?>[0];
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
