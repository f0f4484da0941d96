package dev.streamr.mesh.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {

    private static final long SECOND = 1_000_000_000L;

    private static final Duration LONG = Duration.ofHours(10);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 3 * SECOND); // nanoTime may overflow

    /** One piece that went out, by the fake clock since the beginning. */
    private record Sent(long at, long bytes) {}

    @ParameterizedTest
    @ValueSource(longs = {1_000_003, 20_000_000, 999_999_937})
    void inEveryStretchOfTimeNoMoreThanTheRateAndOneBurstGoesOut(long rate) {
        long burst = 100_000;
        TokenBucket bucket = new TokenBucket(rate, burst, LONG, now::get);
        Random random = new Random(rate);
        List<Sent> sent = new ArrayList<>();
        long clock = 0;
        for (int i = 0; i < 400; i++) {
            long pause = random.nextInt(4) == 0 ? random.nextLong(SECOND / 10) : 0;
            now.addAndGet(pause);
            clock += pause;
            long bytes = random.nextLong(burst + 1);
            long wait = bucket.reserve(bytes).orElseThrow();
            now.addAndGet(wait);
            clock += wait;
            sent.add(new Sent(clock, bytes));
        }
        for (int from = 0; from < sent.size(); from++) {
            long bits = 0;
            for (int to = from; to < sent.size(); to++) {
                bits += sent.get(to).bytes() * 8;
                double allowed = burst * 8.0 + (double) rate * (sent.get(to).at() - sent.get(from).at()) / SECOND;
                assertTrue(bits <= allowed + 1e-3, "from " + from + " to " + to);
            }
        }
    }

    @Test
    void nothingIsLostToRounding() {
        TokenBucket bucket = new TokenBucket(3, 1, LONG, now::get);
        assertEquals(0, bucket.reserve(1).orElseThrow());
        long waited = 0;
        for (int i = 0; i < 3_000; i++) {
            long wait = bucket.reserve(1).orElseThrow();
            now.addAndGet(wait);
            waited += wait;
        }
        // 24,000 bits at 3 bits per second are 8,000 s; the last wait is rounded up to a whole nanosecond.
        assertTrue(waited >= 8_000 * SECOND && waited <= 8_000 * SECOND + 1, "waited " + waited + " ns");
    }

    @Test
    void waitersThatDoNotWaitYetGetTheirTurnsInOrder() {
        TokenBucket bucket = new TokenBucket(8_000, 1_000, LONG, now::get);
        assertEquals(0, bucket.reserve(1_000).orElseThrow());
        assertEquals(SECOND, bucket.reserve(1_000).orElseThrow());
        assertEquals(3 * SECOND / 2, bucket.reserve(500).orElseThrow());
        now.addAndGet(SECOND);
        assertEquals(SECOND, bucket.reserve(500).orElseThrow());
    }

    @Test
    void whoWouldWaitTooLongSetsNothingAside() {
        TokenBucket bucket = new TokenBucket(8_000, 1_000, Duration.ofSeconds(2), now::get);
        assertEquals(0, bucket.reserve(1_000).orElseThrow());
        assertEquals(SECOND, bucket.reserve(1_000).orElseThrow());
        assertEquals(2 * SECOND, bucket.reserve(1_000).orElseThrow());
        assertEquals(OptionalLong.empty(), bucket.reserve(1));
        now.addAndGet(SECOND / 1_000);
        assertEquals(2 * SECOND, bucket.reserve(1).orElseThrow());
    }

    @Test
    void aLongSilenceGivesOneBurstAndNoMore() {
        TokenBucket bucket = new TokenBucket(100_000_000_000L, 1_000, LONG, now::get);
        now.addAndGet(1_000_000 * SECOND);
        assertTrue(bucket.tryTake(1_000));
        assertFalse(bucket.tryTake(1));
    }

    @Test
    void takingOnlyWhatMayGoNowSetsNothingAside() {
        TokenBucket bucket = new TokenBucket(8_000, 1_000, LONG, now::get);
        assertTrue(bucket.tryTake(600));
        assertFalse(bucket.tryTake(600));
        assertTrue(bucket.tryTake(400));
        now.addAndGet(SECOND / 2 - 1);
        assertFalse(bucket.tryTake(500));
        now.addAndGet(1);
        assertTrue(bucket.tryTake(500));
    }

    @Test
    void aPieceIsNoLongerThanABurst() {
        TokenBucket bucket = new TokenBucket(8_000, 1_000, LONG, now::get);
        assertThrows(IllegalArgumentException.class, () -> bucket.reserve(1_001));
        assertThrows(IllegalArgumentException.class, () -> bucket.reserve(-1));
    }
}
