package dev.streamr.relay.origin.probe;

import dev.streamr.api.Node;
import java.time.Duration;

/**
 * A node's line, and when it is measured next: the more seldom the steadier it is, since every transfer costs the friend
 * some of his traffic, at 4 MiB 20 MiB a day for a steady one. A figure that comes as a surprise is looked at once more
 * soon after: the line may have been in use for a moment, and a friend who is thought too slow for a single viewer would
 * carry nothing until the next time.
 *
 * @param willing       whether its owner lets it serve
 * @param busy          viewers and children that it has
 * @param heardAt       when the node answered last, by {@link System#nanoTime}
 * @param bitsPerSecond measured last; 0: never
 * @param gap           until the next measurement
 * @param dueAt         when that is, by {@link System#nanoTime}
 */
record Line(Node node, boolean willing, int busy, long heardAt, long bitsPerSecond, Duration gap, long dueAt) {

    /** After a figure that comes as a surprise. */
    static final Duration AGAIN = Duration.ofSeconds(15);
    /** After a second look, and between figures that are not steady. */
    static final Duration SOON = Duration.ofMinutes(10);
    /** The longest; steady lines get there by doubling. */
    static final Duration LATE = Duration.ofHours(6);
    /** When nothing could be measured. */
    static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    /** With more, its line is in use, and their receipts tell more. */
    private static final int FEW = 2;
    private static final double STEADY = 0.25;

    static Line fresh(Node node, boolean willing, int busy, long now) {
        return new Line(node, willing, busy, now, 0, SOON, now);
    }

    Line heard(Node fresh, boolean nowWilling, int nowBusy, long now) {
        return new Line(fresh, nowWilling, nowBusy, now, bitsPerSecond, gap, dueAt);
    }

    /** Whether it can be measured now. The second look is for a line that nobody uses, while there is time for that. */
    boolean isDue(long now) {
        boolean second = gap.equals(AGAIN) && now - dueAt < SOON.minus(AGAIN).toNanos();
        return willing && now - dueAt >= 0 && busy <= (second ? 0 : FEW);
    }

    /** @param bits per second; 0: nothing could be measured */
    Line measured(long bits, long now) {
        if (bits == 0) {
            return new Line(node, willing, busy, heardAt, bitsPerSecond, gap, now + AFTER_FAILURE.toNanos());
        }
        Duration next = next(Math.abs(bits - bitsPerSecond) <= STEADY * bitsPerSecond);
        return new Line(node, willing, busy, heardAt, bits, next, now + next.toNanos());
    }

    private Duration next(boolean steady) {
        if (gap.equals(AGAIN)) {
            return SOON;
        }
        Duration doubled = gap.multipliedBy(2);
        return !steady ? AGAIN : doubled.compareTo(LATE) > 0 ? LATE : doubled;
    }
}
