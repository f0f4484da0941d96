package dev.streamr.daemon;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Holds a state directory for one daemon; the operating system lets go of it when the process ends, however it ends. */
final class StateLock implements AutoCloseable {

    private static final String FILE = "daemon.lock";

    private final FileChannel channel;

    private StateLock(FileChannel channel) {
        this.channel = channel;
    }

    /** The lock, or empty while another daemon has it. */
    static Optional<StateLock> take(Path stateDir) throws IOException {
        FileChannel channel = FileChannel.open(stateDir.resolve(FILE), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new StateLock(channel));
            }
        } catch (OverlappingFileLockException e) {
            // another daemon in this very process: the same answer
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    /** Whether a daemon has or had this directory. */
    static boolean wasTakenBefore(Path stateDir) {
        return Files.exists(stateDir.resolve(FILE));
    }

    /** Whether a daemon has the lock now; false when that cannot be seen. */
    static boolean isHeld(Path stateDir) {
        if (!Files.isWritable(stateDir.resolve(FILE))) {
            return Files.exists(stateDir.resolve(FILE));
        }
        try {
            Optional<StateLock> taken = take(stateDir);
            if (taken.isPresent()) {
                taken.get().close();
            }
            return taken.isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
