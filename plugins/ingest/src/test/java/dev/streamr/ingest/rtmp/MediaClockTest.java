package dev.streamr.ingest.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MediaClockTest {

    private final MediaClock clock = new MediaClock();

    @Test
    void goesOnWhereTimestampsWrap() {
        assertEquals(0xFFFFFFF0L, clock.unwrap(0xFFFFFFF0));
        assertEquals(0x100000010L, clock.unwrap(0x10));
        assertEquals(0xFFFFFFF8L, clock.unwrap(0xFFFFFFF8));
        assertEquals(0x100000020L, clock.unwrap(0x20));
    }

    @Test
    void goesOnBeyondTheSignBit() {
        assertEquals(0x7FFFFFFFL, clock.unwrap(0x7FFFFFFF));
        assertEquals(0x80000005L, clock.unwrap(0x80000005));
    }

    @Test
    void passesJumpsOn() {
        assertEquals(3_600_000, clock.unwrap(3_600_000));
        assertEquals(40, clock.unwrap(40));
        assertEquals(90_000_000, clock.unwrap(90_000_000));
    }

    /** Headers at zero, then the clock of a publisher that has run for a month. */
    @Test
    void followsAPublisherThatBeginsBeyondTheSignBit() {
        assertEquals(0, clock.unwrap(0));
        assertEquals(0x90000000L, clock.unwrap(0x90000000));
        assertEquals(0x90000028L, clock.unwrap(0x90000028));
    }

    @Test
    void isNeverNegative() {
        assertEquals(10, clock.unwrap(10));
        assertEquals(0, clock.unwrap(-20));
        assertEquals(5, clock.unwrap(5));
    }
}
