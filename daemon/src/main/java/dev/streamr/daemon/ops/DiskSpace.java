package dev.streamr.daemon.ops;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Whether the state directory has room. Media does not need it, but keys and ledgers do. */
public final class DiskSpace implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(DiskSpace.class.getName());

    /** Below this, SQLite's log may not fit and writing soon fails. */
    private static final long LEAST_BYTES = 64L << 20;

    /** How long a full disk may go unsaid. */
    private static final Duration LOOK = Duration.ofSeconds(15);

    /**
     * The disk at one moment.
     *
     * @param free bytes that can be written
     * @param size bytes that it has
     */
    record Space(long free, long size) {}

    /** Looks at the disk. */
    interface Room {
        Space look() throws IOException;
    }

    private final Path stateDir;
    private final Room room;
    private final AtomicBoolean low = new AtomicBoolean();
    private @Nullable Thread watch;

    public DiskSpace(Path stateDir) {
        this(stateDir, () -> {
            FileStore disk = Files.getFileStore(stateDir);
            return new Space(disk.getUsableSpace(), disk.getTotalSpace());
        });
    }

    DiskSpace(Path stateDir, Room room) {
        this.stateDir = stateDir;
        this.room = room;
    }

    /** Looks from now on by itself, so that the log tells of a full disk also when nobody asks. */
    public void watch() {
        watch = Thread.ofVirtual().name("disk-watch").start(() -> {
            try {
                while (true) {
                    tell();
                    Thread.sleep(LOOK);
                }
            } catch (InterruptedException e) {
                LOG.log(System.Logger.Level.DEBUG, "nobody looks at the disk any more");
            }
        });
    }

    /** Tells a change in the log, once. */
    void tell() {
        Check found = check();
        if (low.compareAndSet(found.up(), !found.up())) {
            if (found.up()) {
                LOG.log(System.Logger.Level.INFO, "the disk has room again");
            } else {
                LOG.log(System.Logger.Level.ERROR, "{0}; streams go on, but what must be kept may fail",
                        found.reason());
            }
        }
    }

    /** Up while there is room. */
    public Check check() {
        try {
            long free = room.look().free();
            return free >= LEAST_BYTES
                    ? Check.up("disk")
                    : Check.down("disk", "only " + (free >> 20) + " MiB are free in " + stateDir + "; make room");
        } catch (IOException e) {
            return Check.down("disk", stateDir + " cannot be looked at: " + e.getMessage());
        }
    }

    /** How much room there is; empty when it cannot be looked at, which {@link #check} tells. */
    Optional<Space> space() {
        try {
            return Optional.of(room.look());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.interrupt();
        }
    }
}
