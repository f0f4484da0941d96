package dev.streamr.ingest.remux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioClockTest {

    private static final int HERTZ = 44_100;
    private static final int FRAME = 1_024;

    @Test
    void roundedMillisecondsDoNotMoveTheCount() {
        AudioClock clock = new AudioClock(HERTZ);
        for (long i = 0; i < 100_000; i++) {
            assertEquals(i * FRAME, clock.place(i * FRAME * 1000 / HERTZ, FRAME));
        }
    }

    /** Two quartz clocks differ by up to 200 parts in a million. */
    @ParameterizedTest
    @ValueSource(doubles = {1.0002, 0.9998})
    void aClockThatDriftsIsFollowedWithoutGapsOrOverlaps(double pace) {
        AudioClock clock = new AudioClock(HERTZ);
        long before = -FRAME;
        for (long i = 0; i < 200_000; i++) {
            long millis = (long) (i * FRAME * 1000 * pace / HERTZ);
            long place = clock.place(millis, FRAME);
            assertTrue(Math.abs(place * 1000 / HERTZ - millis) < 6, "within milliseconds of the publisher");
            assertTrue(Math.abs(place - before - FRAME) <= FRAME / 16, "no gap, no overlap");
            before = place;
        }
    }

    @Test
    void aHoleIsJumpedOver() {
        AudioClock clock = new AudioClock(HERTZ);
        clock.place(0, FRAME);
        assertEquals(44_100, clock.place(1_000, FRAME));
    }

    @Test
    void audioWithoutEndAtOneMomentHasNoPlace() {
        AudioClock clock = new AudioClock(HERTZ);
        long last = 0;
        for (int i = 0; i < 1_000; i++) {
            last = clock.place(0, FRAME);
        }
        assertEquals(-1, last);
    }
}
