package dev.streamr.daemon.http;

import dev.streamr.api.UploadGate;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** A gate that counts what passes; every piece waits for those before it at a rate. */
final class CountingGate implements UploadGate {

    private static final int BURST_BYTES = 16 * 1024;

    private final long nanosPerByte;
    private final AtomicLong passed = new AtomicLong();
    private long free = System.nanoTime();

    /** @param nanosPerByte 0: nobody waits */
    CountingGate(long nanosPerByte) {
        this.nanosPerByte = nanosPerByte;
    }

    /** Bytes that were set aside. */
    long passed() {
        return passed.get();
    }

    @Override
    public int burstBytes() {
        return BURST_BYTES;
    }

    @Override
    public synchronized OptionalLong reserve(int bytes) {
        if (bytes < 1 || bytes > BURST_BYTES) {
            throw new IllegalArgumentException("bytes: " + bytes);
        }
        passed.addAndGet(bytes);
        long now = System.nanoTime();
        free = Math.max(free, now) + bytes * nanosPerByte;
        return OptionalLong.of(free - now);
    }
}
