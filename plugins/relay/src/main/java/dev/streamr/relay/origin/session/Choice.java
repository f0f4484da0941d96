package dev.streamr.relay.origin.session;

import dev.streamr.relay.origin.node.Measured;
import dev.streamr.relay.origin.plan.Candidate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Chooses a machine for a viewer: one in the viewer's own network if there is any, else the better of two that were drawn
 * by lot, with as many lots as each has free capacity (docs/decisions/0009). A pure function of its input and the lot.
 */
final class Choice {

    /** Nobody notices what is faster: it counts for every machine. */
    private static final double FLOOR_MICROS = 20_000;
    /** Assumed until measured. */
    private static final double USUAL_FIRST_BYTE_MICROS = 50_000;
    /** A machine that loses one request in ten counts as one that is twice as slow. */
    private static final double LOSS_WEIGHT = 10;
    /** Differences below a fifth are chance. */
    private static final double CLEARLY = 0.8;

    private Choice() {}

    /**
     * A machine with room for the viewer.
     *
     * @param free bits per second that it can still give, above 0
     * @param near whether it is in the viewer's own network
     */
    record Option(Candidate candidate, long free, boolean near) {}

    static Optional<Option> of(List<Option> options, RandomGenerator random) {
        List<Option> near = options.stream().filter(Option::near).toList();
        List<Option> among = near.isEmpty() ? options : near;
        if (among.isEmpty()) {
            return Optional.empty();
        }
        Option one = draw(among, random);
        List<Option> others = among.stream().filter(option -> !option.equals(one)).toList();
        return Optional.of(others.isEmpty() ? one : better(one, draw(others, random)));
    }

    private static Option draw(List<Option> options, RandomGenerator random) {
        long lots = options.stream().mapToLong(Option::free).sum();
        long lot = random.nextLong(Math.max(1, lots));
        for (Option option : options) {
            lot -= option.free();
            if (lot < 0) {
                return option;
            }
        }
        return options.getLast();
    }

    private static Option better(Option one, Option other) {
        double first = cost(one);
        double second = cost(other);
        if (first < CLEARLY * second || second < CLEARLY * first) {
            return first < second ? one : other;
        }
        return one.free() >= other.free() ? one : other;
    }

    private static double cost(Option option) {
        Measured measured = option.candidate().measured();
        Duration roundTrip = option.candidate().relay().roundTrip();
        double micros = measured.firstByteMicros() > 0
                ? (double) measured.firstByteMicros()
                : roundTrip.isZero() ? USUAL_FIRST_BYTE_MICROS : roundTrip.toNanos() / 1e3;
        return (FLOOR_MICROS + micros) * (1 + LOSS_WEIGHT * measured.loss());
    }
}
