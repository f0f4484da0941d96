package dev.streamr.playback.hls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.streamr.api.Part;
import dev.streamr.playback.hls.BitRates.Declared;
import dev.streamr.playback.testing.Media;
import dev.streamr.playback.testing.MemoryWindow;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BitRatesTest {

    private final MemoryWindow window = new MemoryWindow(Duration.ofSeconds(2), Duration.ofSeconds(2));
    private final BitRates rates = new BitRates();
    private long next;

    /** A segment of 2 s at this rate in kbit/s. */
    private Declared segment(int rate) {
        byte[] media = new byte[rate * 1000 / 8 * 2];
        window.add(new Part(next++, 0, 2_000_000, true, true, false, false, Media.START, Media.INIT, media));
        return rates.observe(window.snapshot());
    }

    @Test
    void theDeclaredRatesAreMeasuredFromTheBytes() {
        assertEquals(new Declared(3_300_000, 3_000_000), segment(3000));
    }

    @Test
    void smallChangesDeclareNothingNew() {
        Declared first = segment(3000);
        assertEquals(first, segment(3200));
        assertEquals(first, segment(2800));
        window.keep(1);
        assertEquals(first, segment(3100));
    }

    @Test
    void aSegmentAboveTheDeclaredPeakRaisesItWithHeadRoom() {
        segment(3000);
        assertEquals(new Declared(4_400_000, 3_000_000), segment(4000));
        assertEquals(4_400_000, segment(1000).peak());
    }

    @Test
    void anAverageThatIsNoLongerTrueIsMendedEitherWay() {
        segment(3000);
        segment(6000);
        assertEquals(4_500_000, rates.observe(window.snapshot()).average());
        segment(1000);
        segment(1000);
        assertEquals(3_340_000, rates.observe(window.snapshot()).average());
    }
}
