package dev.streamr.ingest.rtmp;

import java.util.concurrent.atomic.AtomicLong;

/**
 * By how much a rising total rose since it was last asked about. Several threads may ask: what one has counted no other
 * counts again, and a total that is already behind counts as nothing, because metrics refuse negative numbers.
 */
final class Increments {

    private final AtomicLong counted = new AtomicLong();

    /** How much of this total nobody has counted yet. */
    long upTo(long total) {
        return Math.max(0, total - counted.getAndAccumulate(total, Math::max));
    }
}
