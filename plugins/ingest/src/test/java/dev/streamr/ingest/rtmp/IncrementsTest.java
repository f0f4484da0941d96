package dev.streamr.ingest.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class IncrementsTest {

    private final Increments increments = new Increments();

    @Test
    void countEachByteOnce() {
        assertEquals(200, increments.upTo(200));
        assertEquals(0, increments.upTo(200));
        assertEquals(100, increments.upTo(300));
    }

    /** Two threads that read a total and then count it may come in the other order. */
    @Test
    void areNeverNegative() {
        assertEquals(200, increments.upTo(200));
        assertEquals(0, increments.upTo(100));
        assertEquals(50, increments.upTo(250));
    }
}
