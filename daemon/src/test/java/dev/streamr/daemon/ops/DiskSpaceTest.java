package dev.streamr.daemon.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class DiskSpaceTest {

    private static final long PLENTY = 1L << 40;

    private final AtomicLong free = new AtomicLong(PLENTY);
    private final List<Level> told = new ArrayList<>();
    private final DiskSpace disk = new DiskSpace(Path.of("state"),
            () -> new DiskSpace.Space(free.get(), PLENTY));

    @Test
    void aFullDiskIsToldOnceAndSoIsItsEnd() {
        Logger logger = Logger.getLogger(DiskSpace.class.getName());
        Handler handler = new Listening();
        logger.addHandler(handler);
        logger.setLevel(Level.ALL);
        try {
            disk.tell();
            free.set(1L << 20);
            disk.tell();
            disk.tell();
            assertEquals(List.of(Level.SEVERE), told);
            free.set(PLENTY);
            disk.tell();
            disk.tell();
            assertEquals(List.of(Level.SEVERE, Level.INFO), told);
        } finally {
            logger.setLevel(null);
            logger.removeHandler(handler);
        }
    }

    private final class Listening extends Handler {

        @Override
        public void publish(LogRecord logRecord) {
            told.add(logRecord.getLevel());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
