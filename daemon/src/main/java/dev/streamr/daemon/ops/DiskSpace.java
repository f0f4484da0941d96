package dev.streamr.daemon.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the state directory has room. Media does not need it, but keys and ledgers do. */
public final class DiskSpace {

    /** Below this, SQLite's log may not fit and writing soon fails. */
    private static final long LEAST_BYTES = 64L << 20;

    private final Path stateDir;

    public DiskSpace(Path stateDir) {
        this.stateDir = stateDir;
    }

    /** Up while there is room. */
    public Check check() {
        try {
            long free = Files.getFileStore(stateDir).getUsableSpace();
            return free >= LEAST_BYTES
                    ? Check.up("disk")
                    : Check.down("disk", "only " + (free >> 20) + " MiB are free in " + stateDir + "; make room");
        } catch (IOException e) {
            return Check.down("disk", stateDir + " cannot be looked at: " + e.getMessage());
        }
    }
}
